using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Sets every element.</summary>
internal static class FillOperator
{
    public static void Register(PrimitiveTable<GpuBackend> table) =>
        table.Add<FillPrimitive>(
            static (backend, fill, _, outputs) => Run(backend, outputs[0], fill.Value),
            static (backend, _, inputs, outputs) => Supports(backend, inputs, outputs));

    /// <summary>Queues a fill.</summary>
    public static void Run(GpuBackend backend, BufferView output, double value)
    {
        if (!output.IsContiguous)
        {
            var rented = new List<GpuBuffer>();
            BufferView single = backend.RentView(output.DType, [1], rented);
            Run(backend, single, value);
            CopyOperator.Run(backend, new BufferView(single.Buffer, output.DType, output.Shape, CopyOperator.Broadcast(output.Rank)), output);
            backend.Return(rented);
            return;
        }

        switch (output.DType)
        {
            case DType.Float32: Launch(backend, output, (float)value); break;
            case DType.Float64: Launch(backend, output, value); break;
            case DType.Float16: Launch(backend, output, BitConverter.HalfToUInt16Bits((System.Half)value)); break;
            case DType.BFloat16: Launch(backend, output, ((BFloat16)(float)value).Bits); break;
            case DType.Int32: Launch(backend, output, int.CreateSaturating(value)); break;
            case DType.Int64: Launch(backend, output, long.CreateSaturating(value)); break;
            case DType.UInt8: Launch(backend, output, byte.CreateSaturating(value)); break;
            default: Launch(backend, output, value != 0 ? (byte)1 : (byte)0); break;
        }
    }

    private static Support Supports(GpuBackend backend, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        outputs[0].DType == DType.Float64 && !backend.HasFloat64
            ? Support.No($"{backend.Name} has no float64")
            : GpuLimits.Check(inputs, outputs);

    private static void Launch<T>(GpuBackend backend, BufferView output, T value)
        where T : unmanaged =>
        backend.Kernels.Get(static kernels => new Fill<T>(kernels)).Launch(output.Elements<T>(), output.Size(), value);
}
