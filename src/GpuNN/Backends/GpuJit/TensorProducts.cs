using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>float32: on tensor cores where TF32 is allowed.</summary>
internal readonly struct SingleProducts : IMatrixProducts<float, float, PlainStorage<float>>
{
    public static bool HasTensorCores(GpuBackend backend) => TensorFloat.IsAllowed && backend.Accelerator.Features.TensorCores;

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
        TensorProducts<float, PlainStorage<float>, TensorFloatElement>.Run(backend, strategy, a, aBatches, b, bBatches, output, size);
}

/// <summary>float16.</summary>
internal readonly struct Float16Products : IMatrixProducts<ushort, float, Float16Storage>
{
    public static bool HasTensorCores(GpuBackend backend) => backend.Accelerator.Features.TensorCores;

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
        TensorProducts<ushort, Float16Storage, TensorFloat16Element>.Run(backend, strategy, a, aBatches, b, bBatches, output, size);
}

/// <summary>bfloat16.</summary>
internal readonly struct BFloat16Products : IMatrixProducts<ushort, float, BFloat16Storage>
{
    public static bool HasTensorCores(GpuBackend backend) => backend.Accelerator.Features.TensorCores;

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
        TensorProducts<ushort, BFloat16Storage, TensorBFloat16Element>.Run(backend, strategy, a, aBatches, b, bBatches, output, size);
}

/// <summary>The choice between tensor cores and the kernels that every device has.</summary>
internal static class TensorProducts<TStored, TStorage, TElement>
    where TStored : unmanaged
    where TStorage : struct, IElementStorage<TStored, float>
    where TElement : struct, ITensorElement
{
    /// <summary>By tensor cores where the strategy says so and every line begins at a multiple of 16 bytes.</summary>
    public static void Run<TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<TStored> a,
        Strided4 aBatches,
        StridedMatrix<TStored> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TOutput : struct, IProductOutput<float>
    {
        if (strategy is not { Variant: ProductVariant.TensorCores, Parts: 1 } || !a.HasPieces || !b.HasPieces)
        {
            MatrixProducts.Run<TStored, float, TStorage, TOutput>(backend, strategy, a, aBatches, b, bBatches, output, size);
            return;
        }

        var left = new MatrixOperand<TStored, float, TStorage>(a.Elements, a.RowStride, a.ColumnStride, aBatches);
        var right = new MatrixOperand<TStored, float, TStorage>(b.Elements, b.ColumnStride, b.RowStride, bBatches);
        switch (a.IsRowMajor, b.IsRowMajor)
        {
            case (true, true): Launch<InnerTensorTile<TElement>, OuterTensorTile<TElement>>(); break;
            case (true, false): Launch<InnerTensorTile<TElement>, InnerTensorTile<TElement>>(); break;
            case (false, true): Launch<OuterTensorTile<TElement>, OuterTensorTile<TElement>>(); break;
            default: Launch<OuterTensorTile<TElement>, InnerTensorTile<TElement>>(); break;
        }

        void Launch<TATile, TBTile>()
            where TATile : struct, ITensorTile<TElement>
            where TBTile : struct, ITensorTile<TElement> =>
            backend.Kernels.Get(static kernels => new TensorCoreProduct<TStored, TStorage, TElement, TATile, TBTile, TOutput>(kernels))
                .Launch(left, right, output, size);
    }
}
