using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Products of strided matrices: finds the order in which each is read, and launches.</summary>
internal static class MatrixProducts
{
    private static readonly Strided4 Single = new([1, 1, 1, 1], [0, 0, 0, 0]);

    /// <summary>C = A·B + β·C inside an operator, C contiguous, β 0 or 1.</summary>
    public static void Run<T>(
        GpuBackend backend, StridedMatrix<T> a, StridedMatrix<T> b, ArrayView<T> c, int m, int n, int k, bool accumulates = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new MatrixOutput<T, T, PlainStorage<T>, IdentityActivation>(c, c, 0, m, n, T.One, accumulates ? T.One : T.Zero, 0);
        var size = new ProductSize(m, n, k, 1);
        var strategy = ProductStrategy.Choose(ProductShape.Of(backend, size, a.IsRowMajor && !b.IsRowMajor));
        Run<T, T, PlainStorage<T>, MatrixOutput<T, T, PlainStorage<T>, IdentityActivation>>(
            backend, strategy, a, Single, b, Single, output, size);
    }

    /// <summary>A product with any batches and output, of elements that are stored in any way.</summary>
    public static void Run<TStored, T, TStorage, TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<TStored> a,
        Strided4 aBatches,
        StridedMatrix<TStored> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where TStored : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStorage : struct, IElementStorage<TStored, T>
        where TOutput : struct, IProductOutput<T>
    {
        var left = new MatrixOperand<TStored, T, TStorage>(a.Elements, a.RowStride, a.ColumnStride, aBatches);
        var right = new MatrixOperand<TStored, T, TStorage>(b.Elements, b.ColumnStride, b.RowStride, bBatches);
        bool loadsQuads = strategy.Variant is ProductVariant.Quads64 or ProductVariant.Quads128;
        switch (a.IsRowMajor, loadsQuads && a.HasQuads)
        {
            case (true, true): WithA<InnerQuads<T, MatrixOperand<TStored, T, TStorage>>>(); break;
            case (true, false): WithA<InnerFirst<T, MatrixOperand<TStored, T, TStorage>>>(); break;
            case (false, true): WithA<OuterQuads<T, MatrixOperand<TStored, T, TStorage>>>(); break;
            default: WithA<OuterFirst<T, MatrixOperand<TStored, T, TStorage>>>(); break;
        }

        void WithA<TAOrder>()
            where TAOrder : struct, ITileOrder<T, MatrixOperand<TStored, T, TStorage>>
        {
            switch (b.IsRowMajor, loadsQuads && b.HasQuads)
            {
                case (true, true): Launch<TAOrder, OuterQuads<T, MatrixOperand<TStored, T, TStorage>>>(); break;
                case (true, false): Launch<TAOrder, OuterFirst<T, MatrixOperand<TStored, T, TStorage>>>(); break;
                case (false, true): Launch<TAOrder, InnerQuads<T, MatrixOperand<TStored, T, TStorage>>>(); break;
                default: Launch<TAOrder, InnerFirst<T, MatrixOperand<TStored, T, TStorage>>>(); break;
            }
        }

        void Launch<TAOrder, TBOrder>()
            where TAOrder : struct, ITileOrder<T, MatrixOperand<TStored, T, TStorage>>
            where TBOrder : struct, ITileOrder<T, MatrixOperand<TStored, T, TStorage>> =>
            ProductLauncher.Run<T, MatrixOperand<TStored, T, TStorage>, MatrixOperand<TStored, T, TStorage>, TOutput, TAOrder, TBOrder>(
                backend, strategy, left, right, output, size);
    }
}
