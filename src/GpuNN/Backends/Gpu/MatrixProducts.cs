using System.Numerics;
using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Plain products inside operators: C = A·B + β·C of strided matrices, C contiguous.</summary>
internal static class MatrixProducts
{
    private static readonly Strided4 Single = new([1, 1, 1, 1], [0, 0, 0, 0]);

    public static void Run<T>(
        GpuBackend backend, StridedMatrix<T> a, StridedMatrix<T> b, ArrayView<T> c, int m, int n, int k, bool accumulates = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var left = new MatrixOperand<T>(a.Elements, a.RowStride, a.ColumnStride, Single);
        var right = new MatrixOperand<T>(b.Elements, b.ColumnStride, b.RowStride, Single);
        var output = new MatrixOutput<T, IdentityActivation>(c, c, 0, m, n, T.One, accumulates ? T.One : T.Zero);
        var size = new ProductSize(m, n, k, 1);
        ProductStrategy strategy = ProductStrategy.Choose(m, n, k, 1);
        switch (a.ColumnStride == 1, b.ColumnStride != 1)
        {
            case (true, true): Launch<InnerFirst, InnerFirst>(); break;
            case (true, false): Launch<InnerFirst, OuterFirst>(); break;
            case (false, true): Launch<OuterFirst, InnerFirst>(); break;
            default: Launch<OuterFirst, OuterFirst>(); break;
        }

        void Launch<TAOrder, TBOrder>()
            where TAOrder : struct, ITileOrder
            where TBOrder : struct, ITileOrder =>
            ProductLauncher.Run<T, MatrixOperand<T>, MatrixOperand<T>, MatrixOutput<T, IdentityActivation>, TAOrder, TBOrder>(
                backend, strategy, left, right, output, size);
    }
}
