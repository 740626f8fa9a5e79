using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>What the choice of a product's kernel depends on.</summary>
/// <param name="M">The rows of C.</param>
/// <param name="N">Its columns.</param>
/// <param name="K">The length of the sums.</param>
/// <param name="Batches">How many products.</param>
/// <param name="IsAlongSums">Whether both factors have their neighbours along the summed axis.</param>
/// <param name="Device">What kind of device computes it.</param>
/// <param name="HasTensorCores">Whether it has tensor cores that take such elements, and both factors are aligned for them.</param>
internal readonly record struct ProductShape(
    long M, long N, long K, long Batches, bool IsAlongSums, DeviceKind Device, bool HasTensorCores = false)
{
    public static ProductShape Of(GpuBackend backend, ProductSize size, bool isAlongSums) =>
        new(size.M, size.N, size.K, size.Batches, isAlongSums, backend.Kind);

    /// <summary>How many tiles of this edge all C have.</summary>
    public long Tiles(int edge) => Batches * ((M + edge - 1) / edge) * ((N + edge - 1) / edge);
}
