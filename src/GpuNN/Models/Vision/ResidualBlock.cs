using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>The block of ResNet-18: two convolutions of 3×3 with batch normalisation, and a short cut around them, of 1×1 where
/// the extents change; ReLU after the sum.</summary>
public sealed class ResidualBlock : Layer
{
    private readonly Conv2D _first;
    private readonly BatchNorm _firstNorm;
    private readonly Conv2D _second;
    private readonly BatchNorm _secondNorm;
    private readonly Sequential? _shortcut;

    /// <summary>A block.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="stride">Of the first convolution.</param>
    /// <param name="device">Where the weights live.</param>
    public ResidualBlock(int inputs, int outputs, int stride = 1, Device? device = null)
    {
        _first = Register("conv1", new Conv2D(inputs, outputs, 3, new() { Stride = stride, Padding = 1 }, bias: false, device: device));
        _firstNorm = Register("bn1", new BatchNorm(outputs, device: device));
        _second = Register("conv2", new Conv2D(outputs, outputs, 3, new() { Padding = 1 }, bias: false, device: device));
        _secondNorm = Register("bn2", new BatchNorm(outputs, device: device));
        if (stride == 1 && inputs == outputs) return;
        _shortcut = Register("downsample", new Sequential(
            new Conv2D(inputs, outputs, 1, new() { Stride = stride }, bias: false, device: device),
            new BatchNorm(outputs, device: device)));
    }

    /// <summary>[n, inputs, h, w] → [n, outputs, h/stride, w/stride].</summary>
    protected override Tensor Compute(Tensor input)
    {
        Tensor body = _firstNorm.Forward(_first.Forward(input)).ReLU();
        body = _secondNorm.Forward(_second.Forward(body));
        return (body + (_shortcut?.Forward(input) ?? input)).ReLU();
    }
}
