using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Sparse matrices in compressed rows. Their structure is int32; their numbers float32, or float64 where the device
/// has it.</summary>
internal static class SparseOperator
{
    public static void Register(PrimitiveTable<GpuBackend> table)
    {
        table.Add<CooToCsrPrimitive>(
            static (backend, _, inputs, outputs) => Compress(backend, inputs[0], outputs[0], outputs[1]),
            static (_, _, inputs, outputs) => GpuLimits.Check(inputs, outputs));
        table.Add<CsrRowsPrimitive>(
            static (backend, _, inputs, outputs) => backend.Kernels.Get(static kernels => new CompressRows(kernels))
                .LaunchRows(inputs[0].Elements<int>(), outputs[0].Elements<int>(), inputs[0].Size() - 1, outputs[0].Size()),
            static (_, _, inputs, outputs) => GpuLimits.Check(inputs, outputs));
        table.Add<CsrMatrixMultiplyPrimitive>(
            static (backend, primitive, inputs, outputs) =>
            {
                if (outputs[0].DType == DType.Float64) Multiply<double>(backend, primitive, inputs, outputs[0]);
                else Multiply<float>(backend, primitive, inputs, outputs[0]);
            },
            static (backend, _, inputs, outputs) => Numbers(backend, inputs[2], inputs, outputs));
        table.Add<SampledDenseDensePrimitive>(
            static (backend, _, inputs, outputs) =>
            {
                if (outputs[0].DType == DType.Float64) Sample<double>(backend, inputs, outputs[0]);
                else Sample<float>(backend, inputs, outputs[0]);
            },
            static (backend, _, inputs, outputs) => Numbers(backend, inputs[2], inputs, outputs));
        table.Add<CsrMaximumPrimitive>(
            static (backend, _, inputs, outputs) =>
            {
                if (outputs[0].DType == DType.Float64) Maximum<double>(backend, inputs, outputs);
                else Maximum<float>(backend, inputs, outputs);
            },
            static (backend, _, inputs, outputs) => Numbers(backend, inputs[2], inputs, outputs));
        table.Add<CsrMaximumGradientPrimitive>(
            static (backend, _, inputs, outputs) =>
            {
                if (outputs[0].DType == DType.Float64) MaximumGradient<double>(backend, inputs, outputs[0]);
                else MaximumGradient<float>(backend, inputs, outputs[0]);
            },
            static (backend, _, inputs, outputs) => Numbers(backend, inputs[3], inputs, outputs));
    }

    private static Support Numbers(
        GpuBackend backend, BufferView numbers, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => numbers.DType switch
        {
            DType.Float32 => GpuLimits.Check(inputs, outputs),
            DType.Float64 when backend.HasFloat64 => GpuLimits.Check(inputs, outputs),
            _ => Support.No($"sparse kernels of {backend.Name} take no {numbers.DType}"),
        };

    private static void Compress(GpuBackend backend, BufferView rows, BufferView offsets, BufferView order)
    {
        var rented = new List<GpuBuffer>();
        ArrayView<long> rowOfEntry = IndexingOperator.Indices(backend, rows, rented);
        var compress = backend.Kernels.Get(static kernels => new CompressRows(kernels));
        int entries = rows.Size(), count = offsets.Size() - 1;
        ArrayView<uint> keys = SortOperator.Keys<uint>(backend, entries, rented);
        compress.LaunchKeys(rowOfEntry, keys, entries);
        int bits = 32 - BitOperations.LeadingZeroCount((uint)Math.Max(count - 1, 0));
        var (sorted, places) = SortOperator.Sort<uint, UInt32Key>(backend, keys, 1, entries, bits, rented);
        compress.LaunchOffsets(sorted, places, offsets.Elements<int>(), order.Elements<int>(), entries, count);
        backend.Return(rented);
    }

    private static void Multiply<T>(
        GpuBackend backend, CsrMatrixMultiplyPrimitive primitive, ReadOnlySpan<BufferView> inputs, BufferView y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> x = inputs[2].Elements<T>();
        backend.Kernels.Get(static kernels => new CsrProduct<T>(kernels)).Launch(
            inputs[0].Elements<int>(),
            inputs[1].Elements<int>(),
            x,
            primitive.HasValues ? inputs[3].Elements<T>() : x,
            y.Elements<T>(),
            y.Size(),
            (int)y[1],
            primitive.HasValues);
    }

    private static void Sample<T>(GpuBackend backend, ReadOnlySpan<BufferView> inputs, BufferView d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new CsrProduct<T>(kernels)).LaunchSampled(
            inputs[0].Elements<int>(),
            inputs[1].Elements<int>(),
            inputs[2].Elements<T>(),
            inputs[3].Elements<T>(),
            d.Elements<T>(),
            inputs[0].Size() - 1,
            (int)inputs[2][1]);

    private static void Maximum<T>(GpuBackend backend, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new CsrMaximum<T>(kernels)).Launch(
            inputs[0].Elements<int>(),
            inputs[1].Elements<int>(),
            inputs[2].Elements<T>(),
            outputs[0].Elements<T>(),
            outputs[1].Elements<int>(),
            outputs[0].Size(),
            (int)outputs[0][1]);

    private static void MaximumGradient<T>(GpuBackend backend, ReadOnlySpan<BufferView> inputs, BufferView dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Kernels.Get(static kernels => new CsrMaximum<T>(kernels)).LaunchGradient(
            inputs[0].Elements<int>(),
            inputs[1].Elements<int>(),
            inputs[2].Elements<int>(),
            inputs[3].Elements<T>(),
            inputs[4].Elements<int>(),
            dx.Elements<T>(),
            dx.Size(),
            (int)dx[1]);
}
