using GpuNN.Backends;

namespace GpuNN;

/// <content>Dropout and Dropout2D.</content>
public static partial class Operators
{
    /// <summary>In training, sets each element to 0 with probability p and divides the others by 1 − p (inverted dropout, so
    /// that prediction is the identity). The random numbers are Philox's, the same on every device.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="probability">p, the probability that an element is dropped, not that it is kept as the course notes have
    /// it.</param>
    /// <param name="training">Whether anything happens.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not from 0 to 1.</exception>
    /// <exception cref="DTypeMismatchException">The elements are not floating-point numbers.</exception>
    public static Tensor Dropout(this Tensor x, double probability = 0.5, bool training = true) =>
        Drop(nameof(Dropout), x, probability, training, runLength: 1);

    /// <summary><see cref="Dropout"/> of whole channels.</summary>
    /// <param name="x">[N, C, …] with a spatial axis.</param>
    /// <param name="probability">p, the probability that a channel of a sample is dropped.</param>
    /// <param name="training">Whether anything happens.</param>
    /// <exception cref="ShapeMismatchException">There is no spatial axis.</exception>
    /// <inheritdoc cref="Dropout" path="/exception"/>
    public static Tensor Dropout2D(this Tensor x, double probability = 0.5, bool training = true)
    {
        if (x.Rank < 3)
            throw new ShapeMismatchException(nameof(Dropout2D), nameof(x), $"{x.Shape}", "[N, C, …] with a spatial axis");
        return Drop(nameof(Dropout2D), x, probability, training, x.Shape[2..].Count);
    }

    private static Tensor Drop(string name, Tensor x, double probability, bool training, long runLength)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, $"{name}: a probability from 0 to 1 was expected.");
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, nameof(x), $"{x.DType}", "a floating-point type");
        if (!training || probability == 0 || x.Count == 0) return x;
        RandomState random = RandomState.Current;
        ulong offset = random.Take(x.Count / runLength);
        var primitive = new DropoutPrimitive(random.Seed, offset, probability, runLength);
        return LinearMap(name, x, Run, Run);

        Tensor Run(Tensor v) => Dispatcher.Run(name, primitive, v.DType, v.Shape, v);
    }
}
