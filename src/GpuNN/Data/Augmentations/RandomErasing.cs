namespace GpuNN.Data.Augmentations;

/// <summary>Sets a square of an image to 0 (DeVries and Taylor, 2017), so that no single part is relied on.</summary>
/// <param name="size">The square's side; it may hang over the edge.</param>
public sealed class RandomErasing(int size) : Augmentation
{
    /// <summary>The square's side.</summary>
    public int Size { get; } = size;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The sample is no image.</exception>
    public override void Apply(Span<float> sample, in Shape shape, Random random)
    {
        var (channels, height, width) = Image(nameof(RandomErasing), shape);
        int top = random.Next(height) - (Size / 2), left = random.Next(width) - (Size / 2);
        int firstColumn = Math.Max(left, 0), columns = Math.Min(left + Size, width) - firstColumn;
        for (int row = 0; row < channels * height; row++)
        {
            int inside = (row % height) - top;
            if (inside >= 0 && inside < Size) sample.Slice((row * width) + firstColumn, columns).Clear();
        }
    }
}
