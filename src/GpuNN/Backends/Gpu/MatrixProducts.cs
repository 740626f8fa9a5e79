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
        var output = new MatrixOutput<T, IdentityActivation>(c, c, 0, m, n, T.One, accumulates ? T.One : T.Zero, 0);
        var size = new ProductSize(m, n, k, 1);
        var strategy = ProductStrategy.Choose(ProductShape.Of(backend, size, a.IsRowMajor && !b.IsRowMajor));
        Run(backend, strategy, a, Single, b, Single, output, size);
    }

    /// <summary>A product with any batches and output.</summary>
    public static void Run<T, TOutput>(
        GpuBackend backend,
        ProductStrategy strategy,
        StridedMatrix<T> a,
        Strided4 aBatches,
        StridedMatrix<T> b,
        Strided4 bBatches,
        TOutput output,
        ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOutput : struct, IProductOutput<T>
    {
        var left = new MatrixOperand<T>(a.Elements, a.RowStride, a.ColumnStride, aBatches);
        var right = new MatrixOperand<T>(b.Elements, b.ColumnStride, b.RowStride, bBatches);
        bool loadsQuads = strategy.Variant is ProductVariant.Quads64 or ProductVariant.Quads128;
        switch (a.IsRowMajor, loadsQuads && a.HasQuads)
        {
            case (true, true): WithA<InnerQuads<T, MatrixOperand<T>>>(); break;
            case (true, false): WithA<InnerFirst<T, MatrixOperand<T>>>(); break;
            case (false, true): WithA<OuterQuads<T, MatrixOperand<T>>>(); break;
            default: WithA<OuterFirst<T, MatrixOperand<T>>>(); break;
        }

        void WithA<TAOrder>()
            where TAOrder : struct, ITileOrder<T, MatrixOperand<T>>
        {
            switch (b.IsRowMajor, loadsQuads && b.HasQuads)
            {
                case (true, true): Launch<TAOrder, OuterQuads<T, MatrixOperand<T>>>(); break;
                case (true, false): Launch<TAOrder, OuterFirst<T, MatrixOperand<T>>>(); break;
                case (false, true): Launch<TAOrder, InnerQuads<T, MatrixOperand<T>>>(); break;
                default: Launch<TAOrder, InnerFirst<T, MatrixOperand<T>>>(); break;
            }
        }

        void Launch<TAOrder, TBOrder>()
            where TAOrder : struct, ITileOrder<T, MatrixOperand<T>>
            where TBOrder : struct, ITileOrder<T, MatrixOperand<T>> =>
            ProductLauncher.Run<T, MatrixOperand<T>, MatrixOperand<T>, TOutput, TAOrder, TBOrder>(
                backend, strategy, left, right, output, size);
    }
}
