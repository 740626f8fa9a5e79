namespace GpuNN.Initializers;

/// <summary>How many inputs feed an output of a layer, and how many outputs an input feeds.</summary>
internal readonly record struct Fans(double In, double Out)
{
    /// <summary>Those of a weight [out, in, kernel...].</summary>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public static Fans Of(string initializer, in Shape shape)
    {
        if (shape.Rank < 2) throw new ShapeMismatchException(initializer, nameof(shape), $"{shape}", "[out, in, kernel...]");
        double kernel = shape[2..].Count;
        return new(shape[1] * kernel, shape[0] * kernel);
    }
}
