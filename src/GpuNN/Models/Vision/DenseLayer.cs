using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>A layer of a dense block: normalisation, ReLU, convolution of 3×3 that gives <c>growth</c> channels, joined to the
/// input's; with a bottleneck a convolution of 1×1 to four times as many goes before.</summary>
internal sealed class DenseLayer : Layer
{
    private const int BottleneckFactor = 4;

    private readonly BatchNorm _firstNorm;
    private readonly Conv2D _first;
    private readonly BatchNorm? _secondNorm;
    private readonly Conv2D? _second;

    public DenseLayer(int inputs, int growth, bool hasBottleneck, bool hasBias, Device? device)
    {
        int middle = BottleneckFactor * growth;
        _firstNorm = Register("norm1", new BatchNorm(inputs, device: device));
        _first = Register("conv1", hasBottleneck
            ? new Conv2D(inputs, middle, 1, bias: hasBias, device: device)
            : new Conv2D(inputs, growth, 3, new() { Padding = 1 }, bias: hasBias, device: device));
        if (!hasBottleneck) return;
        _secondNorm = Register("norm2", new BatchNorm(middle, device: device));
        _second = Register("conv2", new Conv2D(middle, growth, 3, new() { Padding = 1 }, bias: hasBias, device: device));
    }

    protected override Tensor Compute(Tensor input)
    {
        Tensor grown = _first.Forward(_firstNorm.Forward(input).ReLU());
        if (_second is not null) grown = _second.Forward(_secondNorm!.Forward(grown).ReLU());
        return Operators.Concat(1, input, grown);
    }
}
