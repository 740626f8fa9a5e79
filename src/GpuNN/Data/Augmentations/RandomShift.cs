namespace GpuNN.Data.Augmentations;

/// <summary>Shifts an image by whole pixels; what comes in at the edges is 0.</summary>
/// <param name="maximum">By how many pixels at most, in each direction.</param>
public sealed class RandomShift(int maximum) : Augmentation
{
    /// <summary>By how many pixels at most.</summary>
    public int Maximum { get; } = maximum;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The sample is no image.</exception>
    public override void Apply(Span<float> sample, in Shape shape, Random random)
    {
        var (channels, height, width) = Image(nameof(RandomShift), shape);
        int down = random.Next(-Maximum, Maximum + 1), right = random.Next(-Maximum, Maximum + 1);
        float[] before = sample.ToArray();
        sample.Clear();
        int copied = width - Math.Abs(right);
        if (copied <= 0) return;
        for (int row = 0; row < channels * height; row++)
        {
            int source = (row % height) - down;
            if (source < 0 || source >= height) continue;
            ReadOnlySpan<float> from = before.AsSpan((row - down) * width, width);
            from.Slice(Math.Max(-right, 0), copied).CopyTo(sample.Slice((row * width) + Math.Max(right, 0), copied));
        }
    }
}
