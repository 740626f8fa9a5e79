namespace GpuNN.Data.Augmentations;

/// <summary>Mirrors an image left to right, half of the time.</summary>
public sealed class RandomFlip : Augmentation
{
    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The sample is no image.</exception>
    public override void Apply(Span<float> sample, in Shape shape, Random random)
    {
        var (channels, height, width) = Image(nameof(RandomFlip), shape);
        if (random.Next(2) == 0) return;
        for (int row = 0; row < channels * height; row++) sample.Slice(row * width, width).Reverse();
    }
}
