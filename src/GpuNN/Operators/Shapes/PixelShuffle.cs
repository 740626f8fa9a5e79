namespace GpuNN;

/// <content>PixelShuffle.</content>
public static partial class Operators
{
    /// <summary>Channels become pixels (Shi et al., 2016): result[n, c, h·r + i, w·r + j] = x[n, c·r² + i·r + j, h, w].</summary>
    /// <param name="x">[..., c·r², h, w].</param>
    /// <param name="factor">r.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1.</exception>
    /// <exception cref="ShapeMismatchException">There are fewer than three axes, or r² does not divide the channels.</exception>
    public static Tensor PixelShuffle(this Tensor x, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        long square = (long)factor * factor;
        if (x.Rank < 3 || x.Shape[-3] % square != 0)
            throw new ShapeMismatchException(nameof(PixelShuffle), nameof(x), $"{x.Shape}", $"[..., a multiple of {square}, h, w]");
        long channels = x.Shape[-3] / square, height = x.Shape[-2], width = x.Shape[-1], batch = x.Shape[..^3].Count;
        Shape shape = x.Shape.With(-3, channels).With(-2, height * factor).With(-1, width * factor);
        return x.Reshape(Shape.Create(batch, channels, factor, factor, height, width)).Permute(0, 1, 4, 2, 5, 3).Reshape(shape);
    }
}
