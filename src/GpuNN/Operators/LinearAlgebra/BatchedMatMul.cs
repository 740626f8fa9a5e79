namespace GpuNN;

/// <content>BatchedMatMul.</content>
public static partial class Operators
{
    /// <summary>The products of as many pairs of matrices, x [b, m, k] and y [b, k, n]; batches do not broadcast.</summary>
    /// <exception cref="ShapeMismatchException">There are not three axes each, or the batches or inner extents differ.</exception>
    /// <exception cref="DTypeMismatchException">The types differ.</exception>
    public static Tensor BatchedMatMul(this Tensor x, Tensor y)
    {
        if (x.Rank != 3) throw new ShapeMismatchException(nameof(BatchedMatMul), nameof(x), $"{x.Shape}", "[b, m, k]");
        if (y.Rank != 3 || y.Shape[0] != x.Shape[0] || y.Shape[1] != x.Shape[2])
            throw new ShapeMismatchException(nameof(BatchedMatMul), nameof(y), $"{y.Shape}", $"[{x.Shape[0]}, {x.Shape[2]}, n] for {x.Shape}");
        return x.MatMul(y);
    }
}
