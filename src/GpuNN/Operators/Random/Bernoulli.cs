namespace GpuNN;

/// <content>Bernoulli.</content>
public static partial class Operators
{
    /// <summary>1 with the probability that an element gives, else 0: whether a number of <see cref="Uniform"/> is below
    /// it.</summary>
    /// <exception cref="DTypeMismatchException">The probabilities are integers.</exception>
    public static Tensor Bernoulli(this Tensor probabilities)
    {
        CheckFloatingPoint(nameof(Bernoulli), probabilities);
        return Uniform(probabilities.Shape, device: probabilities.Device).Less(probabilities.Detach()).Cast(probabilities.DType);
    }

    /// <summary>Ones with one probability, else zeros.</summary>
    public static Tensor Bernoulli(in Shape shape, double probability = 0.5, DType dtype = DType.Float32, Device? device = null) =>
        Uniform(shape, device: device).Less(probability).Cast(dtype);
}
