using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>How products of matrices of one type of element are launched; each runtime has its own where one has kernels that the
/// other lacks.</summary>
internal interface IMatrixProducts<TStored, T, TStorage>
    where TStored : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStorage : struct, IElementStorage<TStored, T>
{
    /// <summary>Whether tensor cores of the device multiply such elements, as precise as they are asked to be.</summary>
    static abstract bool HasTensorCores(GpuBackend backend);

    /// <summary>Queues a product.</summary>
    static abstract void Run<TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<TStored> a,
        Strided4 aBatches,
        StridedMatrix<TStored> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TOutput : struct, IProductOutput<T>;
}

/// <summary>By the kernels that every device has.</summary>
internal readonly struct CommonProducts<TStored, T, TStorage> : IMatrixProducts<TStored, T, TStorage>
    where TStored : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStorage : struct, IElementStorage<TStored, T>
{
    public static bool HasTensorCores(GpuBackend backend) => false;

    public static void Run<TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<TStored> a,
        Strided4 aBatches,
        StridedMatrix<TStored> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TOutput : struct, IProductOutput<T> =>
        MatrixProducts.Run<TStored, T, TStorage, TOutput>(backend, strategy, a, aBatches, b, bBatches, output, size);
}
