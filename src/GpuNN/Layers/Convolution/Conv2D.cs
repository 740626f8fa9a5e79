using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>A convolution of a image (<see cref="Operators.Conv2D"/>).</summary>
public sealed class Conv2D : Layer
{
    /// <summary>A layer with weights drawn uniformly from ±1/√(inputs of a weight's filter), as PyTorch's default is.</summary>
    /// <param name="inputChannels">C.</param>
    /// <param name="outputChannels">K.</param>
    /// <param name="kernel">The filter's extent.</param>
    /// <param name="options">Stride, padding, dilation, groups.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="activation">Applied in the same pass.</param>
    /// <param name="device">Where the weights live.</param>
    public Conv2D(
        int inputChannels,
        int outputChannels,
        Size2D kernel,
        Conv2DOptions? options = null,
        bool bias = true,
        Activation activation = Activation.Identity,
        Device? device = null)
    {
        options ??= new();
        double bound = 1 / Math.Sqrt(inputChannels / options.Groups * kernel.Height * kernel.Width);
        Weight = Register("weight", Initialize.Uniform([outputChannels, inputChannels / options.Groups, kernel.Height, kernel.Width], bound, device));
        Bias = bias ? Register("bias", Initialize.Uniform([outputChannels], bound, device)) : null;
        Options = options;
        Activation = activation;
    }

    /// <summary>[K, C/G, R, S].</summary>
    public Parameter Weight { get; }

    /// <summary>[K], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>Stride, padding, dilation, groups.</summary>
    public Conv2DOptions Options { get; }

    /// <summary>Applied in the same pass.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Conv2D(Weight, Bias, Options, Activation);
}
