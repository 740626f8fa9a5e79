using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>What the recurrent operators share: views by number, lengths, and the sums over all steps.</summary>
internal static class SequenceBuffers
{
    /// <summary>The lengths of the samples; where there are none, a view that is not read.</summary>
    public static ArrayView<long> Lengths(ReadOnlySpan<BufferView> inputs, bool hasLengths, GpuBackend backend, List<GpuBuffer> rented) =>
        hasLengths ? inputs[^1].Elements<long>() : backend.RentView(DType.Int64, [1], rented).Elements<long>();

    /// <summary>dU = δᵀ·h[t−1] over all steps, and where it is wanted db = Σ δ.</summary>
    public static void WeightGradients<T>(
        GpuBackend backend, BufferView delta, ArrayView<T> before, ArrayView<T> dU, BufferView? dBias, int rows, int gates, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixProducts.Run(
            backend,
            StridedMatrix<T>.Rows(delta.Elements<T>(), gates).Transposed,
            StridedMatrix<T>.Rows(before, size),
            dU,
            gates,
            size,
            rows);
        if (dBias is not null)
        {
            var lines = new BufferView(delta.Buffer, delta.DType, [rows, gates], Strides.Contiguous([rows, gates]), delta.Offset);
            ReduceOperator.Run<T, SumReduction>(backend, lines, dBias, 1);
        }
    }
}
