namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax and cross-entropy on the CPU.</summary>
internal static unsafe class SoftmaxHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<SoftmaxPrimitive>(
            Forward, (_, _, inputs, outputs) => HostOperands.SinglePrecision(inputs, outputs), (_, p, inputs, _) => Explain(p, inputs[0]));
        table.Add<SoftmaxGradientPrimitive>(Backward, (_, _, inputs, outputs) => HostOperands.SinglePrecision(inputs, outputs));
        table.Add<CrossEntropyPrimitive>(
            Loss, (_, p, inputs, outputs) => Supports(p.IgnoredIndex, inputs, outputs));
        table.Add<CrossEntropyGradientPrimitive>(
            LossGradient, (_, p, inputs, outputs) => Supports(p.IgnoredIndex, inputs, outputs));
    }

    private static string Explain(SoftmaxPrimitive primitive, BufferView x)
    {
        AxisSoftmax.Lines lines = AxisSoftmax.Lines.Of(x, primitive.Axis);
        return lines.Inner == 1
            ? $"{primitive.Name}: rows of {lines.Length} where they lie"
            : $"{primitive.Name}: lines of {lines.Length}, transposed a few at a time";
    }

    private static Support Supports(long? ignored, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (inputs[1].DType != DType.Int64 || !inputs[1].IsContiguous || inputs[0].DType != DType.Float32)
        {
            return Support.No("it is vectorised for float32 logits and contiguous int64 targets");
        }

        long classes = inputs[0][1];
        long* targets = inputs[1].Pointer<long>();
        for (long i = 0; i < inputs[1].Count; i++)
        {
            if ((ulong)targets[i] >= (ulong)classes && targets[i] != ignored)
            {
                return Support.No("a target is no class");
            }
        }

        Support rest = HostOperands.SinglePrecision(inputs[2..], outputs);
        return rest.IsSupported ? HostOperands.SinglePrecision(inputs[..1], outputs) : rest;
    }

    private static void Forward(
        CpuBackend backend, SoftmaxPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        AxisSoftmax.Lines lines = AxisSoftmax.Lines.Of(inputs[0], primitive.Axis);
        float* x = inputs[0].Pointer<float>();
        float* y = outputs[0].Pointer<float>();
        if (lines.Inner == 1)
        {
            SoftmaxEngine.Forward(x, lines.Outer, lines.Length, primitive.IsLogarithmic, y);
        }
        else
        {
            AxisSoftmax.Forward(x, lines, primitive.IsLogarithmic, y);
        }
    }

    private static void Backward(
        CpuBackend backend,
        SoftmaxGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        AxisSoftmax.Lines lines = AxisSoftmax.Lines.Of(inputs[0], primitive.Axis);
        float* dy = inputs[0].Pointer<float>();
        float* y = inputs[1].Pointer<float>();
        float* dx = outputs[0].Pointer<float>();
        if (lines.Inner == 1)
        {
            SoftmaxEngine.Backward(dy, y, lines.Outer, lines.Length, primitive.IsLogarithmic, dx);
        }
        else
        {
            AxisSoftmax.Backward(dy, y, lines, primitive.IsLogarithmic, dx);
        }
    }

    private static void Loss(
        CpuBackend backend,
        CrossEntropyPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        SoftmaxEngine.CrossEntropy(
            inputs[0].Pointer<float>(),
            inputs[1].Pointer<long>(),
            inputs[0][0],
            inputs[0][1],
            new CrossEntropyTerms(
                primitive.HasWeights ? inputs[2].Pointer<float>() : null,
                inputs[0][1],
                primitive.LabelSmoothing,
                primitive.IgnoredIndex),
            outputs[0].Pointer<float>(),
            outputs[1].Pointer<float>());

    private static void LossGradient(
        CpuBackend backend,
        CrossEntropyGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs) =>
        SoftmaxEngine.CrossEntropyGradient(
            inputs[0].Pointer<float>(),
            inputs[1].Pointer<long>(),
            inputs[2].Pointer<float>(),
            inputs[3].Pointer<float>(),
            inputs[0][0],
            inputs[0][1],
            new CrossEntropyTerms(
                primitive.HasWeights ? inputs[4].Pointer<float>() : null,
                inputs[0][1],
                primitive.LabelSmoothing,
                primitive.IgnoredIndex),
            outputs[0].Pointer<float>());
}
