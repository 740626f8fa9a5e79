namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax and cross-entropy on the CPU.</summary>
internal static unsafe class SoftmaxHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<SoftmaxPrimitive>(Forward, (_, p, inputs, outputs) => LastAxis(p.Axis, inputs, outputs));
        table.Add<SoftmaxGradientPrimitive>(Backward, (_, p, inputs, outputs) => LastAxis(p.Axis, inputs, outputs));
        table.Add<CrossEntropyPrimitive>(
            Loss, (_, p, inputs, outputs) => Plain(p.HasWeights, p.LabelSmoothing, p.IgnoredIndex, inputs, outputs));
        table.Add<CrossEntropyGradientPrimitive>(
            LossGradient, (_, p, inputs, outputs) => Plain(p.HasWeights, p.LabelSmoothing, p.IgnoredIndex, inputs, outputs));
    }

    private static Support LastAxis(int axis, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        axis == inputs[0].Rank - 1
            ? HostOperands.SinglePrecision(inputs, outputs)
            : Support.No("it is vectorised along the last axis");

    private static Support Plain(
        bool hasWeights,
        double smoothing,
        long? ignored,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        if (hasWeights || smoothing != 0 || ignored is not null)
        {
            return Support.No("it is vectorised without weights, smoothing and ignored samples");
        }

        if (inputs[1].DType != DType.Int64 || inputs[0].DType != DType.Float32)
        {
            return Support.No("it is vectorised for float32 logits and int64 targets");
        }

        long classes = inputs[0][1];
        long* targets = inputs[1].Pointer<long>();
        for (long i = 0; i < inputs[1].Count; i++)
        {
            if ((ulong)targets[i] >= (ulong)classes)
            {
                return Support.No("a target is no class");
            }
        }

        return HostOperands.SinglePrecision([inputs[0]], outputs);
    }

    private static void Forward(
        CpuBackend backend, SoftmaxPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        long columns = inputs[0][-1];
        SoftmaxEngine.Forward(
            inputs[0].Pointer<float>(),
            inputs[0].Count / Math.Max(columns, 1),
            columns,
            primitive.IsLogarithmic,
            outputs[0].Pointer<float>());
    }

    private static void Backward(
        CpuBackend backend,
        SoftmaxGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        long columns = inputs[0][-1];
        SoftmaxEngine.Backward(
            inputs[0].Pointer<float>(),
            inputs[1].Pointer<float>(),
            inputs[0].Count / Math.Max(columns, 1),
            columns,
            primitive.IsLogarithmic,
            outputs[0].Pointer<float>());
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
            outputs[0].Pointer<float>());
}
