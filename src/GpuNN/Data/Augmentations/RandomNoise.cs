namespace GpuNN.Data.Augmentations;

/// <summary>Adds normal noise to each number.</summary>
/// <param name="deviation">Its standard deviation.</param>
public sealed class RandomNoise(double deviation) : Augmentation
{
    /// <summary>The standard deviation.</summary>
    public double Deviation { get; } = deviation;

    /// <inheritdoc/>
    public override void Apply(Span<float> sample, in Shape shape, Random random)
    {
        foreach (ref float number in sample)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            number += (float)(Deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }
}
