using GpuNN.Backends;

namespace GpuNN;

/// <content>Normal.</content>
public static partial class Operators
{
    /// <summary>Normally distributed numbers, by Box and Muller of Philox4x32-10, whose counter is the element's index: the
    /// same on every device up to the rounding of logarithm and cosine.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or NaN.</exception>
    /// <exception cref="DTypeMismatchException">The type is not a floating-point type.</exception>
    public static Tensor Normal(
        in Shape shape, double mean = 0, double standardDeviation = 1, DType dtype = DType.Float32, Device? device = null)
    {
        if (!(standardDeviation >= 0))
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "A standard deviation is 0 or more.");
        if (!dtype.IsFloatingPoint()) throw new DTypeMismatchException(nameof(Normal), nameof(dtype), $"{dtype}", "a floating-point type");
        Tensor result = Tensor.Empty(shape, dtype, device, nameof(Normal));
        RandomState random = RandomState.Current;
        Dispatcher.Run(
            nameof(Normal), new NormalPrimitive(random.Seed, random.Take(shape.Count), mean, standardDeviation), [], [result]);
        return result;
    }
}
