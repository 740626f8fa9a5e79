using GpuNN.Backends;

namespace GpuNN.Layers;

/// <summary>A convolution of a line (<see cref="Operators.Conv1D"/>).</summary>
public sealed class Conv1D : Layer
{
    /// <summary>A layer with weights drawn uniformly from ±1/√(inputs of a weight's filter), as PyTorch's default is.</summary>
    /// <param name="inputChannels">C.</param>
    /// <param name="outputChannels">K.</param>
    /// <param name="kernel">The filter's extent.</param>
    /// <param name="options">Stride, padding, dilation, groups.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="activation">Applied in the same pass.</param>
    /// <param name="device">Where the weights live.</param>
    public Conv1D(
        int inputChannels,
        int outputChannels,
        int kernel,
        Conv1DOptions? options = null,
        bool bias = true,
        Activation activation = Activation.Identity,
        Device? device = null)
    {
        options ??= new();
        double bound = 1 / Math.Sqrt(inputChannels / options.Groups * kernel);
        Weight = Register("weight", Initialize.Uniform([outputChannels, inputChannels / options.Groups, kernel], bound, device));
        Bias = bias ? Register("bias", Initialize.Uniform([outputChannels], bound, device)) : null;
        Options = options;
        Activation = activation;
    }

    /// <summary>[K, C/G, R].</summary>
    public Parameter Weight { get; }

    /// <summary>[K], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>Stride, padding, dilation, groups.</summary>
    public Conv1DOptions Options { get; }

    /// <summary>Applied in the same pass.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Conv1D(Weight, Bias, Options, Activation);
}
