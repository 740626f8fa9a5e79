namespace GpuNN.Data.Augmentations;

/// <summary>Changes a sample at random when it is put into a batch, so that a model never sees quite the same twice. What it
/// does follows from the random numbers that it is given: the loader seeds them by epoch and sample, and a training that
/// resumes sees the same.</summary>
public abstract class Augmentation
{
    /// <summary>Changes a sample in place.</summary>
    /// <param name="sample">Its numbers.</param>
    /// <param name="shape">Its shape: [channels, height, width].</param>
    /// <param name="random">What is drawn from.</param>
    public abstract void Apply(Span<float> sample, in Shape shape, Random random);

    /// <summary>Refuses what is no image.</summary>
    private protected static (int Channels, int Height, int Width) Image(string name, in Shape shape) => shape.Rank == 3
        ? ((int)shape[0], (int)shape[1], (int)shape[2])
        : throw new ShapeMismatchException(name, nameof(shape), $"{shape}", "[channels, height, width]");
}
