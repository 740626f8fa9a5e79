using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>What lies between dense blocks: normalisation, ReLU, a convolution of 1×1 to half the channels, mean pooling to half
/// the extents.</summary>
internal sealed class DenseTransition : Layer
{
    private readonly BatchNorm _norm;
    private readonly Conv2D _convolution;

    public DenseTransition(int inputs, bool hasBias, Device? device)
    {
        _norm = Register("norm", new BatchNorm(inputs, device: device));
        _convolution = Register("conv", new Conv2D(inputs, inputs / 2, 1, bias: hasBias, device: device));
    }

    protected override Tensor Compute(Tensor input) => _convolution.Forward(_norm.Forward(input).ReLU()).AvgPool2D(2);
}
