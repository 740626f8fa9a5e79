namespace GpuNN.Layers;

/// <summary>First values of parameters.</summary>
internal static class Initialize
{
    /// <summary>Uniform in [−bound, bound).</summary>
    public static Parameter Uniform(in Shape shape, double bound, Device? device) =>
        new(Operators.Uniform(shape, -bound, bound, device: device));

    /// <summary>All the same.</summary>
    public static Parameter Constant(in Shape shape, double value, Device? device) =>
        new(Tensor.Full(shape, value, device: device));
}
