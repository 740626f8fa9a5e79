namespace GpuNN;

/// <content>Bilinear.</content>
public static partial class Operators
{
    /// <summary>xᵀ·Wₒ·y + bₒ for each output o, for x [..., m], y [..., n], W [out, m, n], b [out].</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The types differ.</exception>
    public static Tensor Bilinear(this Tensor x, Tensor y, Tensor weight, Tensor? bias = null)
    {
        if (weight.Rank != 3) throw new ShapeMismatchException(nameof(Bilinear), nameof(weight), $"{weight.Shape}", "[out, m, n]");
        long outputs = weight.Shape[0], m = weight.Shape[1], n = weight.Shape[2];
        if (x.Rank == 0 || x.Shape[-1] != m)
            throw new ShapeMismatchException(nameof(Bilinear), nameof(x), $"{x.Shape}", $"[..., {m}] for the weight {weight.Shape}");
        if (y.Rank != x.Rank || y.Shape != x.Shape.With(-1, n))
            throw new ShapeMismatchException(nameof(Bilinear), nameof(y), $"{y.Shape}", $"{x.Shape.With(-1, n)}");
        if (bias is not null && bias.Shape != Shape.Create(outputs))
            throw new ShapeMismatchException(nameof(Bilinear), nameof(bias), $"{bias.Shape}", $"[{outputs}]");
        long rows = x.Shape[..^1].Count;
        Tensor left = x.Reshape(Shape.Create(rows, m)).MatMul(weight.Permute(1, 0, 2).Reshape(Shape.Create(m, outputs * n)));
        Tensor products = left.Reshape(Shape.Create(rows, outputs, n)).MatMul(y.Reshape(Shape.Create(rows, n, 1)));
        Tensor result = products.Reshape(x.Shape.With(-1, outputs));
        return bias is null ? result : result.Add(bias);
    }
}
