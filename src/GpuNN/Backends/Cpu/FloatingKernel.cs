namespace GpuNN.Backends.Cpu;

/// <summary>Adds primitives that are computed in the precision of their first operand, float32 or float64.</summary>
internal static class FloatingKernel
{
    public static void Add<TPrimitive, TKernel>(PrimitiveTable<CpuBackend> table)
        where TPrimitive : Primitive
        where TKernel : IFloatingKernel<TPrimitive> =>
        table.Add<TPrimitive>(
            static (_, primitive, inputs, outputs) => Run<TPrimitive, TKernel>(primitive, inputs, outputs),
            static (_, _, inputs, outputs) => Supports(inputs, outputs));

    public static void Run<TPrimitive, TKernel>(
        TPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where TPrimitive : Primitive
        where TKernel : IFloatingKernel<TPrimitive>
    {
        if (inputs[0].DType == DType.Float32)
        {
            TKernel.Run<float>(primitive, inputs, outputs);
        }
        else
        {
            TKernel.Run<double>(primitive, inputs, outputs);
        }
    }

    /// <summary>Yes where all operands are contiguous and of one of the two types, else why not.</summary>
    public static Support Supports(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType dtype = inputs[0].DType;
        if (dtype is not (DType.Float32 or DType.Float64))
        {
            return Support.No($"it is vectorised for float32 and float64, not {dtype}");
        }

        if (Math.Max(inputs[0].Count, outputs[0].Count) > int.MaxValue)
        {
            return Support.No("there are more than 2^31 - 1 elements");
        }

        return HostOperands.AreAll(dtype, inputs) && HostOperands.AreAll(dtype, outputs)
            ? Support.Yes
            : Support.No("it is vectorised for contiguous operands of one type");
    }
}
