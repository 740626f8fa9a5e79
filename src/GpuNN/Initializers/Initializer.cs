namespace GpuNN.Initializers;

/// <summary>Makes the first values of weights. Random ones come from <see cref="RandomState.Current"/>.</summary>
public abstract class Initializer
{
    /// <summary>A tensor of first values.</summary>
    /// <param name="shape">[out, in, kernel...] for weights of layers.</param>
    /// <param name="dtype">The type.</param>
    /// <param name="device">The device.</param>
    public abstract Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null);

    /// <summary>Gives a tensor first values, in place.</summary>
    /// <returns>The tensor.</returns>
    public Tensor Apply(Tensor tensor)
    {
        using var restoration = NoGrad.Begin();
        using Tensor values = Create(tensor.Shape, tensor.DType, tensor.Device);
        return tensor.CopyFrom(values);
    }
}
