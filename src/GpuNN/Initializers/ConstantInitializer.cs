namespace GpuNN.Initializers;

/// <summary>The same value everywhere.</summary>
public sealed class ConstantInitializer(double value) : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        Tensor.Full(shape, value, dtype, device);
}
