namespace GpuNN.Layers;

/// <summary>Self-attention and two linear maps, each with a short cut and a layer normalisation. Batch first; parameters under
/// PyTorch's names.</summary>
public sealed class TransformerEncoderLayer : Module
{
    private readonly MultiHeadAttention _attention;
    private readonly Linear _expand;
    private readonly Linear _contract;
    private readonly LayerNorm _attentionNorm;
    private readonly LayerNorm _feedForwardNorm;
    private readonly TransformerOptions _options;

    /// <summary>A layer.</summary>
    /// <param name="options">Sizes and the rest.</param>
    /// <param name="device">Where the weights live.</param>
    public TransformerEncoderLayer(TransformerOptions options, Device? device = null)
    {
        _options = options;
        _attention = Register("self_attn", new MultiHeadAttention(options.Size, options.Heads, options.Dropout, device: device));
        _expand = Register("linear1", new Linear(options.Size, options.FeedForwardSize, device: device));
        _contract = Register("linear2", new Linear(options.FeedForwardSize, options.Size, device: device));
        _attentionNorm = Register("norm1", new LayerNorm([options.Size], options.Epsilon, device: device));
        _feedForwardNorm = Register("norm2", new LayerNorm([options.Size], options.Epsilon, device: device));
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="tokens">[N, L, E].</param>
    /// <param name="mask">As <see cref="MultiHeadAttention"/> takes it; or none.</param>
    /// <param name="padding">[N, L], bool: true where a token is padding; or none.</param>
    /// <param name="isCausal">Whether a token sees only itself and those before.</param>
    /// <returns>[N, L, E].</returns>
    public Tensor Forward(Tensor tokens, Tensor? mask = null, Tensor? padding = null, bool isCausal = false) => Call(() =>
    {
        if (_options.NormalizesFirst)
        {
            Tensor attended = tokens + Attend(_attentionNorm.Forward(tokens));
            return [attended + FeedForward(_feedForwardNorm.Forward(attended))];
        }

        Tensor normalized = _attentionNorm.Forward(tokens + Attend(tokens));
        return [_feedForwardNorm.Forward(normalized + FeedForward(normalized))];

        Tensor Attend(Tensor x) => Drop(_attention.Forward(x, x, x, mask, padding, isCausal));
    })[0];

    private Tensor FeedForward(Tensor x) => Drop(_contract.Forward(Drop(_options.Activation(_expand.Forward(x)))));

    private Tensor Drop(Tensor x) => x.Dropout(_options.Dropout, IsTraining);
}
