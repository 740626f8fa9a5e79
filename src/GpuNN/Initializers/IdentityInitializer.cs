namespace GpuNN.Initializers;

/// <summary>The identity times a gain: a matrix with ones on the diagonal; a convolution [out, in, kernel...] whose middle tap
/// passes channel i on to channel i. Keeps an untrained ReLU recurrence from vanishing or exploding (Le et al., 2015).</summary>
/// <param name="gain">The gain.</param>
public sealed class IdentityInitializer(double gain = 1) : Initializer
{
    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are fewer than two axes.</exception>
    public override Tensor Create(in Shape shape, DType dtype = DType.Float32, Device? device = null)
    {
        if (shape.Rank < 2) throw new ShapeMismatchException(nameof(IdentityInitializer), nameof(shape), $"{shape}", "[out, in, kernel...]");
        long taps = shape[2..].Count, middle = 0;
        for (int axis = 2; axis < shape.Rank; axis++) middle = (middle * shape[axis]) + (shape[axis] / 2);
        var weights = new double[shape.Count];
        for (long channel = 0; channel < Math.Min(shape[0], shape[1]); channel++)
            weights[(((channel * shape[1]) + channel) * taps) + middle] = gain;
        return Tensor.From(weights, shape, Device.Cpu).Cast(dtype).To(device ?? Device.Default);
    }
}
