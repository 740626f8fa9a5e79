namespace GpuNN.Backends.Cpu.Attention;

/// <summary><see cref="AttentionPrimitive"/> and its gradient on the CPU.</summary>
internal static unsafe class AttentionHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<AttentionPrimitive>(Forward, (_, p, inputs, outputs) => Supports(p.Mask, 3, inputs, outputs), Explain);
        table.Add<AttentionGradientPrimitive>(Backward, (_, p, inputs, outputs) => Supports(p.Mask, 6, inputs, outputs));
    }

    private static Support Supports(
        AttentionMask mask, int operands, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        foreach (BufferView input in inputs[..operands])
        {
            if (input.DType != DType.Float32)
            {
                return Support.No("it is vectorised for float32 operands");
            }
        }

        bool isKnownMask = mask switch
        {
            AttentionMask.Added => inputs[operands].DType == DType.Float32,
            AttentionMask.Allowed => inputs[operands].DType == DType.Bool,
            _ => true,
        };
        return isKnownMask && HostOperands.AreAll(DType.Float32, outputs)
            ? Support.Yes
            : Support.No("it is vectorised for contiguous float32 results and masks of float32 or bool");
    }

    private static string Explain(
        CpuBackend backend, AttentionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"Attention: tiles of scores against {Math.Min(AttentionShape.KeyBlock, inputs[1][1])} keys, which stay in the second cache";

    private static void Forward(
        CpuBackend backend, AttentionPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var shape = AttentionShape.Of(
            primitive.Scale, primitive.IsCausal, primitive.Mask, inputs[0], inputs[1], inputs[2], inputs.Length > 3 ? inputs[3] : null);
        AttentionForward.Run(
            shape, new(inputs[0]), new(inputs[1]), new(inputs[2]), outputs[0].Pointer<float>(), outputs[1].Pointer<float>());
    }

    private static void Backward(
        CpuBackend backend,
        AttentionGradientPrimitive primitive,
        ReadOnlySpan<BufferView> inputs,
        ReadOnlySpan<BufferView> outputs)
    {
        var shape = AttentionShape.Of(
            primitive.Scale, primitive.IsCausal, primitive.Mask, inputs[1], inputs[2], inputs[3], inputs.Length > 6 ? inputs[6] : null);
        BufferView logSums = inputs[5];
        AttentionBackward.Run(shape, new AttentionBackward.Operands
        {
            Gradient = new(inputs[0]),
            Query = new(inputs[1]),
            Key = new(inputs[2]),
            Value = new(inputs[3]),
            Output = new(inputs[4]),
            LogSums = new(logSums.Pointer<float>(), (nint)logSums.Strides[0], (nint)logSums.Strides[1], 1),
            QueryGradient = outputs[0].Pointer<float>(),
            KeyGradient = outputs[1].Pointer<float>(),
            ValueGradient = outputs[2].Pointer<float>(),
        });
    }
}
