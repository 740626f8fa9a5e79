namespace GpuNN.Initializers;

/// <summary>Uniform numbers from low to high.</summary>
public sealed class UniformInitializer(double low, double high) : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        Operators.Uniform(shape, low, high, dtype, device);
}
