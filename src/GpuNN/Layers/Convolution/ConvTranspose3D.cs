namespace GpuNN.Layers;

/// <summary>A transposed convolution of a volume (<see cref="Operators.ConvTranspose3D"/>).</summary>
public sealed class ConvTranspose3D : Layer
{
    /// <summary>A layer with weights drawn uniformly from ±1/√(inputs of a weight's filter), as PyTorch's default is.</summary>
    /// <param name="inputChannels">C.</param>
    /// <param name="outputChannels">K.</param>
    /// <param name="kernel">The filter's extent.</param>
    /// <param name="options">Stride, padding, dilation, groups.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="device">Where the weights live.</param>
    public ConvTranspose3D(
        int inputChannels,
        int outputChannels,
        Size3D kernel,
        ConvTranspose3DOptions? options = null,
        bool bias = true,
        Device? device = null)
    {
        options ??= new();
        double bound = 1 / Math.Sqrt(outputChannels / options.Groups * kernel.Depth * kernel.Height * kernel.Width);
        Weight = Register("weight", Initialize.Uniform([inputChannels, outputChannels / options.Groups, kernel.Depth, kernel.Height, kernel.Width], bound, device));
        Bias = bias ? Register("bias", Initialize.Uniform([outputChannels], bound, device)) : null;
        Options = options;
    }

    /// <summary>[C, K/G, Q, R, S], C the input channels.</summary>
    public Parameter Weight { get; }

    /// <summary>[K], where there is one.</summary>
    public Parameter? Bias { get; }

    /// <summary>Stride, padding, dilation, groups.</summary>
    public ConvTranspose3DOptions Options { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.ConvTranspose3D(Weight, Bias, Options);
}
