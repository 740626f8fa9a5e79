namespace GpuNN;

/// <content>MatVec.</content>
public static partial class Operators
{
    /// <summary>A·v, for A [m, n] and v [n].</summary>
    /// <exception cref="ShapeMismatchException">A is no matrix, or v no vector of as many elements as A has columns.</exception>
    /// <exception cref="DTypeMismatchException">The types differ.</exception>
    public static Tensor MatVec(this Tensor a, Tensor v)
    {
        if (a.Rank != 2) throw new ShapeMismatchException(nameof(MatVec), nameof(a), $"{a.Shape}", "a matrix");
        if (v.Rank != 1 || v.Count != a.Shape[1])
            throw new ShapeMismatchException(nameof(MatVec), nameof(v), $"{v.Shape}", $"[{a.Shape[1]}] for {a.Shape}");
        return a.MatMul(v);
    }
}
