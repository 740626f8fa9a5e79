namespace GpuNN.Layers;

/// <summary>Causal self-attention, attention to the encoder's result, and two linear maps, each with a short cut and a layer
/// normalisation. Batch first; parameters under PyTorch's names.</summary>
public sealed class TransformerDecoderLayer : Module
{
    private readonly MultiHeadAttention _selfAttention;
    private readonly MultiHeadAttention _crossAttention;
    private readonly Linear _expand;
    private readonly Linear _contract;
    private readonly LayerNorm _selfNorm;
    private readonly LayerNorm _crossNorm;
    private readonly LayerNorm _feedForwardNorm;
    private readonly TransformerOptions _options;

    /// <summary>A layer.</summary>
    /// <param name="options">Sizes and the rest.</param>
    /// <param name="device">Where the weights live.</param>
    public TransformerDecoderLayer(TransformerOptions options, Device? device = null)
    {
        _options = options;
        _selfAttention = Register("self_attn", new MultiHeadAttention(options.Size, options.Heads, options.Dropout, device: device));
        _crossAttention = Register("multihead_attn", new MultiHeadAttention(options.Size, options.Heads, options.Dropout, device: device));
        _expand = Register("linear1", new Linear(options.Size, options.FeedForwardSize, device: device));
        _contract = Register("linear2", new Linear(options.FeedForwardSize, options.Size, device: device));
        _selfNorm = Register("norm1", new LayerNorm([options.Size], options.Epsilon, device: device));
        _crossNorm = Register("norm2", new LayerNorm([options.Size], options.Epsilon, device: device));
        _feedForwardNorm = Register("norm3", new LayerNorm([options.Size], options.Epsilon, device: device));
    }

    /// <summary>Applies the layer to whole sequences, each token seeing itself and those before; in training.</summary>
    /// <param name="tokens">[N, L, E].</param>
    /// <param name="memory">The encoder's result [N, S, E].</param>
    /// <param name="padding">[N, L], bool: true where a token is padding; or none.</param>
    /// <param name="memoryPadding">[N, S], bool: true where a token of the memory is padding; or none.</param>
    /// <returns>[N, L, E].</returns>
    public Tensor Forward(Tensor tokens, Tensor memory, Tensor? padding = null, Tensor? memoryPadding = null) => Call(() =>
        [Apply(tokens, memory, memoryPadding, x => _selfAttention.Forward(x, x, x, null, padding, isCausal: true))])[0];

    /// <summary>Applies the layer to the next tokens; in generation.</summary>
    /// <param name="tokens">[N, L, E], mostly with L = 1.</param>
    /// <param name="memory">The encoder's result [N, S, E].</param>
    /// <param name="cache">The layer's keys and values of the tokens before; the new ones are added.</param>
    /// <param name="memoryPadding">[N, S], bool: true where a token of the memory is padding; or none.</param>
    /// <returns>[N, L, E].</returns>
    public Tensor Forward(Tensor tokens, Tensor memory, KeyValueCache cache, Tensor? memoryPadding = null) => Call(() =>
        [Apply(tokens, memory, memoryPadding, x => _selfAttention.Forward(x, cache))])[0];

    private Tensor Apply(Tensor tokens, Tensor memory, Tensor? memoryPadding, Func<Tensor, Tensor> attendToSelf)
    {
        if (_options.NormalizesFirst)
        {
            Tensor own = tokens + Drop(attendToSelf(_selfNorm.Forward(tokens)));
            Tensor crossed = own + AttendToMemory(_crossNorm.Forward(own));
            return crossed + FeedForward(_feedForwardNorm.Forward(crossed));
        }

        Tensor first = _selfNorm.Forward(tokens + Drop(attendToSelf(tokens)));
        Tensor second = _crossNorm.Forward(first + AttendToMemory(first));
        return _feedForwardNorm.Forward(second + FeedForward(second));

        Tensor AttendToMemory(Tensor x) => Drop(_crossAttention.Forward(x, memory, memory, null, memoryPadding));
    }

    private Tensor FeedForward(Tensor x) => Drop(_contract.Forward(Drop(_options.Activation(_expand.Forward(x)))));

    private Tensor Drop(Tensor x) => x.Dropout(_options.Dropout, IsTraining);
}
