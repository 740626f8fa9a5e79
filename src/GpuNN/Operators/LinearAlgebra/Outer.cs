namespace GpuNN;

/// <content>Outer.</content>
public static partial class Operators
{
    /// <summary>xᵢ·yⱼ, for vectors x [m] and y [n]: a matrix [m, n].</summary>
    /// <exception cref="ShapeMismatchException">One is no vector.</exception>
    public static Tensor Outer(this Tensor x, Tensor y)
    {
        if (x.Rank != 1) throw new ShapeMismatchException(nameof(Outer), nameof(x), $"{x.Shape}", "a vector");
        if (y.Rank != 1) throw new ShapeMismatchException(nameof(Outer), nameof(y), $"{y.Shape}", "a vector");
        return x.Unsqueeze(1).Multiply(y);
    }
}
