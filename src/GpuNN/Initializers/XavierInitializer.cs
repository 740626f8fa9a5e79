namespace GpuNN.Initializers;

/// <summary>Variance gain²·2 / (in + out) (Glorot and Bengio, 2010): for tanh and sigmoid.</summary>
/// <param name="isUniform">Whether numbers are uniform or normally distributed.</param>
/// <param name="gain">The gain: 1 for linear and sigmoid, 5/3 for tanh.</param>
public sealed class XavierInitializer(bool isUniform = true, double gain = 1) : Initializer
{
    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null)
    {
        Fans fans = Fans.Of(nameof(XavierInitializer), shape);
        double deviation = gain * Math.Sqrt(2 / (fans.In + fans.Out)), bound = Math.Sqrt(3) * deviation;
        return isUniform
            ? Operators.Uniform(shape, -bound, bound, dtype, device)
            : Operators.Normal(shape, 0, deviation, dtype, device);
    }
}
