namespace GpuNN.Layers;

/// <summary>Decoder layers one upon the other. Parameters under PyTorch's names.</summary>
public sealed class TransformerDecoder : Module
{
    private readonly TransformerDecoderLayer[] _layers;
    private readonly LayerNorm? _norm;

    /// <summary>A decoder.</summary>
    /// <param name="layers">How many layers.</param>
    /// <param name="options">Sizes and the rest.</param>
    /// <param name="normalizesLast">Whether the result is normalised once more, as layers that normalise first want it.</param>
    /// <param name="device">Where the weights live.</param>
    public TransformerDecoder(int layers, TransformerOptions options, bool normalizesLast = false, Device? device = null)
    {
        var stack = new ModuleList<TransformerDecoderLayer>(
            Enumerable.Range(0, layers).Select(_ => new TransformerDecoderLayer(options, device)));
        _layers = [.. Register("layers", stack)];
        _norm = normalizesLast ? Register("norm", new LayerNorm([options.Size], options.Epsilon, device: device)) : null;
    }

    /// <summary>A cache for each layer, for <see cref="Forward(Tensor, Tensor, IReadOnlyList{KeyValueCache}, Tensor?)"/>.</summary>
    public KeyValueCache[] CreateCaches() => [.. _layers.Select(_ => new KeyValueCache())];

    /// <inheritdoc cref="TransformerDecoderLayer.Forward(Tensor, Tensor, Tensor?, Tensor?)"/>
    public Tensor Forward(Tensor tokens, Tensor memory, Tensor? padding = null, Tensor? memoryPadding = null) => Call(() =>
    {
        Tensor value = tokens;
        foreach (TransformerDecoderLayer layer in _layers) value = layer.Forward(value, memory, padding, memoryPadding);
        return [_norm?.Forward(value) ?? value];
    })[0];

    /// <summary>Applies all layers to the next tokens; in generation.</summary>
    /// <param name="tokens">[N, L, E], mostly with L = 1.</param>
    /// <param name="memory">The encoder's result [N, S, E].</param>
    /// <param name="caches">A cache for each layer.</param>
    /// <param name="memoryPadding">[N, S], bool: true where a token of the memory is padding; or none.</param>
    /// <returns>[N, L, E].</returns>
    public Tensor Forward(
        Tensor tokens, Tensor memory, IReadOnlyList<KeyValueCache> caches, Tensor? memoryPadding = null) => Call(() =>
    {
        Tensor value = tokens;
        for (int layer = 0; layer < _layers.Length; layer++)
            value = _layers[layer].Forward(value, memory, caches[layer], memoryPadding);
        return [_norm?.Forward(value) ?? value];
    })[0];
}
