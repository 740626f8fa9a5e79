using GpuNN.Layers;

namespace GpuNN.Models.Vision;

/// <summary>Dense layers one after the other, each adding channels.</summary>
internal sealed class DenseBlock : Layer
{
    private readonly DenseLayer[] _layers;

    public DenseBlock(int layers, int inputs, DenseNetSizes sizes, Device? device)
    {
        _layers = new DenseLayer[layers];
        for (int layer = 0; layer < layers; layer++)
        {
            _layers[layer] = Register(
                FormattableString.Invariant($"denselayer{layer + 1}"),
                new DenseLayer(inputs + (layer * sizes.Growth), sizes.Growth, sizes.HasBottleneck, sizes.HasBias, device));
        }
    }

    protected override Tensor Compute(Tensor input)
    {
        Tensor value = input;
        foreach (DenseLayer layer in _layers) value = layer.Forward(value);
        return value;
    }
}
