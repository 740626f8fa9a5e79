namespace GpuNN.Layers;

/// <summary>First values of parameters.</summary>
internal static class Initialize
{
    /// <summary>Uniform in [−bound, bound).</summary>
    public static Parameter Uniform(in Shape shape, double bound, Device? device) =>
        new(Operators.Uniform(shape, -bound, bound, device: device));

    /// <summary>Uniform with variance 2/(in + out): Glorot's.</summary>
    public static Parameter Glorot(in Shape shape, long inputs, long outputs, Device? device) =>
        Uniform(shape, Math.Sqrt(6.0 / (inputs + outputs)), device);

    /// <summary>All the same.</summary>
    public static Parameter Constant(in Shape shape, double value, Device? device) =>
        new(Tensor.Full(shape, value, device: device));
}
