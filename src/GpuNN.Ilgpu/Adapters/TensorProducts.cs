using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>float32; ILGPU has no instructions of tensor cores.</summary>
internal readonly struct SingleProducts : IMatrixProducts<float, float, PlainStorage<float>>
{
    public static bool HasTensorCores(GpuBackend backend) => false;

    public static void Run<TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<float> a,
        Strided4 aBatches,
        StridedMatrix<float> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TOutput : struct, IProductOutput<float> =>
        MatrixProducts.Run<float, float, PlainStorage<float>, TOutput>(backend, strategy, a, aBatches, b, bBatches, output, size);
}

/// <summary>float16.</summary>
internal readonly struct Float16Products : IMatrixProducts<ushort, float, Float16Storage>
{
    public static bool HasTensorCores(GpuBackend backend) => false;

    public static void Run<TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<ushort> a,
        Strided4 aBatches,
        StridedMatrix<ushort> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TOutput : struct, IProductOutput<float> =>
        MatrixProducts.Run<ushort, float, Float16Storage, TOutput>(backend, strategy, a, aBatches, b, bBatches, output, size);
}

/// <summary>bfloat16.</summary>
internal readonly struct BFloat16Products : IMatrixProducts<ushort, float, BFloat16Storage>
{
    public static bool HasTensorCores(GpuBackend backend) => false;

    public static void Run<TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<ushort> a,
        Strided4 aBatches,
        StridedMatrix<ushort> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TOutput : struct, IProductOutput<float> =>
        MatrixProducts.Run<ushort, float, BFloat16Storage, TOutput>(backend, strategy, a, aBatches, b, bBatches, output, size);
}
