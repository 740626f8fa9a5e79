namespace GpuNN;

/// <content>Dot.</content>
public static partial class Operators
{
    /// <summary>Σ xᵢ·yᵢ of two vectors, a scalar.</summary>
    /// <exception cref="ShapeMismatchException">One is no vector, or they differ in length.</exception>
    /// <exception cref="DTypeMismatchException">The types differ.</exception>
    public static Tensor Dot(this Tensor x, Tensor y)
    {
        if (x.Rank != 1) throw new ShapeMismatchException(nameof(Dot), nameof(x), $"{x.Shape}", "a vector");
        if (y.Shape != x.Shape) throw new ShapeMismatchException(nameof(Dot), nameof(y), $"{y.Shape}", $"{x.Shape}, as x has");
        return x.MatMul(y);
    }
}
