namespace GpuNN.Layers;

/// <summary>Encoder layers one upon the other. Parameters under PyTorch's names.</summary>
public sealed class TransformerEncoder : Module
{
    private readonly TransformerEncoderLayer[] _layers;
    private readonly LayerNorm? _norm;

    /// <summary>An encoder.</summary>
    /// <param name="layers">How many layers.</param>
    /// <param name="options">Sizes and the rest.</param>
    /// <param name="normalizesLast">Whether the result is normalised once more, as layers that normalise first want it.</param>
    /// <param name="device">Where the weights live.</param>
    public TransformerEncoder(int layers, TransformerOptions options, bool normalizesLast = false, Device? device = null)
    {
        var stack = new ModuleList<TransformerEncoderLayer>(
            Enumerable.Range(0, layers).Select(_ => new TransformerEncoderLayer(options, device)));
        _layers = [.. Register("layers", stack)];
        _norm = normalizesLast ? Register("norm", new LayerNorm([options.Size], options.Epsilon, device: device)) : null;
    }

    /// <summary>Applies all layers.</summary>
    /// <inheritdoc cref="TransformerEncoderLayer.Forward"/>
    public Tensor Forward(Tensor tokens, Tensor? mask = null, Tensor? padding = null, bool isCausal = false) => Call(() =>
    {
        Tensor value = tokens;
        foreach (TransformerEncoderLayer layer in _layers) value = layer.Forward(value, mask, padding, isCausal);
        return [_norm?.Forward(value) ?? value];
    })[0];
}
