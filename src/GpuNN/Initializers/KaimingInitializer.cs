namespace GpuNN.Initializers;

/// <summary>Variance 2 / ((1 + a²)·fan) (He et al., 2015): for ReLU, with a = 0, and leaky ReLU with slope a.</summary>
/// <param name="isUniform">Whether numbers are uniform or normally distributed.</param>
/// <param name="slope">a.</param>
/// <param name="mode">Whether inputs or outputs count.</param>
public sealed class KaimingInitializer(bool isUniform = true, double slope = 0, FanMode mode = FanMode.In) : Initializer
{
    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null)
    {
        Fans fans = Fans.Of(nameof(KaimingInitializer), shape);
        double fan = mode == FanMode.In ? fans.In : fans.Out;
        double deviation = Math.Sqrt(2 / ((1 + (slope * slope)) * fan)), bound = Math.Sqrt(3) * deviation;
        return isUniform
            ? Operators.Uniform(shape, -bound, bound, dtype, device)
            : Operators.Normal(shape, 0, deviation, dtype, device);
    }
}
