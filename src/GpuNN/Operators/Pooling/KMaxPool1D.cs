namespace GpuNN;

/// <content>KMaxPool1D.</content>
public static partial class Operators
{
    /// <summary>The k largest elements of each line, in the order in which they stand there: k-max pooling over
    /// time.</summary>
    /// <param name="x">[N, C, W], or without N.</param>
    /// <param name="k">How many, at most W.</param>
    /// <returns>[N, C, k].</returns>
    /// <exception cref="ShapeMismatchException">The rank does not fit, or k is not from 1 to W.</exception>
    public static Tensor KMaxPool1D(this Tensor x, int k)
    {
        CheckPlanes(nameof(KMaxPool1D), x, 1);
        if (k < 1 || k > x.Shape[-1]) throw new ShapeMismatchException(nameof(KMaxPool1D), nameof(k), $"{k}", $"1 to {x.Shape[-1]}");
        Tensor indices;
        using (NoGrad.Begin()) indices = x.TopK(k).Indices.Sort().Values;
        return PlaneGather(nameof(KMaxPool1D), x, indices, 1);
    }
}
