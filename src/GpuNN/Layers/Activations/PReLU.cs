namespace GpuNN.Layers;

/// <summary><see cref="Operators.PReLU(Tensor, Tensor)"/> with a slope that is learned.</summary>
public sealed class PReLU : Layer
{
    /// <summary>A layer with these slopes.</summary>
    /// <param name="channels">1 for one slope, or the extent of axis 1 for one for each channel.</param>
    /// <param name="slope">The slopes' first value.</param>
    /// <param name="device">Where they live.</param>
    public PReLU(int channels = 1, double slope = 0.25, Device? device = null) =>
        Weight = Register("weight", Initialize.Constant([channels], slope, device));

    /// <summary>The slopes below 0 [channels].</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.PReLU(Weight);
}
