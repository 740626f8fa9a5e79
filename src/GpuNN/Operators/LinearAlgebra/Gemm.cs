namespace GpuNN;

/// <content>Gemm.</content>
public static partial class Operators
{
    /// <summary>α·op(A)·op(B) + β·C, where op transposes where it is asked to: BLAS's GEMM.</summary>
    /// <param name="a">A, a matrix.</param>
    /// <param name="b">B, a matrix.</param>
    /// <param name="c">C, which broadcasts to the product; none where it is left out.</param>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="transposeA">Whether op(A) is Aᵀ.</param>
    /// <param name="transposeB">Whether op(B) is Bᵀ.</param>
    /// <exception cref="ShapeMismatchException">A or B is no matrix, the inner extents differ, or C does not
    /// broadcast.</exception>
    /// <exception cref="DTypeMismatchException">The types of A and B differ.</exception>
    public static Tensor Gemm(
        this Tensor a, Tensor b, Tensor? c = null, double alpha = 1, double beta = 1, bool transposeA = false, bool transposeB = false)
    {
        if (a.Rank != 2) throw new ShapeMismatchException(nameof(Gemm), nameof(a), $"{a.Shape}", "a matrix");
        if (b.Rank != 2) throw new ShapeMismatchException(nameof(Gemm), nameof(b), $"{b.Shape}", "a matrix");
        Tensor product = (transposeA ? a.Transpose() : a).MatMul(transposeB ? b.Transpose() : b);
        if (alpha != 1) product = product.Affine(alpha);
        if (c is null || beta == 0) return product;
        if (!Shape.TryBroadcast(product.Shape, c.Shape, out Shape shape) || shape != product.Shape)
            throw new ShapeMismatchException(nameof(Gemm), nameof(c), $"{c.Shape}", $"a shape that broadcasts to {product.Shape}");
        return product.AddScaled(c, beta);
    }
}
