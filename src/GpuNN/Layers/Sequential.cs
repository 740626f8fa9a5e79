using System.Globalization;

namespace GpuNN.Layers;

/// <summary>Layers one after the other, named 0, 1, 2, ...</summary>
public sealed class Sequential : Layer
{
    private readonly Layer[] _layers;

    /// <summary>These layers in this order.</summary>
    public Sequential(params Layer[] layers)
    {
        _layers = layers;
        for (int index = 0; index < layers.Length; index++)
            Register(index.ToString(CultureInfo.InvariantCulture), layers[index]);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor value = input;
        foreach (Layer layer in _layers) value = layer.Forward(value);
        return value;
    }
}
