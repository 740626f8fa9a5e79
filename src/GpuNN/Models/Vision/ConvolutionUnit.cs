using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>GoogLeNet's convolution with ReLU: with batch normalisation between them and no bias, or, as first published,
/// with a bias and no normalisation.</summary>
internal sealed class ConvolutionUnit : Layer
{
    private readonly Conv2D _convolution;
    private readonly BatchNorm? _normalization;

    public ConvolutionUnit(int inputs, int outputs, int kernel, bool isNormalized, int stride = 1, int padding = 0, Device? device = null)
    {
        _convolution = Register("conv", new Conv2D(
            inputs, outputs, kernel, new() { Stride = stride, Padding = padding }, bias: !isNormalized, device: device));
        _normalization = isNormalized ? Register("bn", new BatchNorm(outputs, epsilon: 1e-3, device: device)) : null;
    }

    protected override Tensor Compute(Tensor input)
    {
        Tensor value = _convolution.Forward(input);
        return (_normalization?.Forward(value) ?? value).ReLU();
    }
}
