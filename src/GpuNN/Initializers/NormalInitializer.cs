namespace GpuNN.Initializers;

/// <summary>Normally distributed numbers.</summary>
public sealed class NormalInitializer(double mean = 0, double standardDeviation = 1) : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        Operators.Normal(shape, mean, standardDeviation, dtype, device);
}
