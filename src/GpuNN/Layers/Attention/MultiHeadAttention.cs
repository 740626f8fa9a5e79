using GpuNN.Initializers;

namespace GpuNN.Layers;

/// <summary>Attention by several heads: queries, keys and values are projected, cut into heads, attended to head by head
/// (<see cref="Operators.ScaledDotProductAttention"/>), joined and projected again. Batch first; parameters under PyTorch's
/// names.</summary>
public sealed class MultiHeadAttention : Module
{
    /// <summary>A module with Glorot's weights and biases of 0.</summary>
    /// <param name="size">The features of a token, E.</param>
    /// <param name="heads">How many heads, which divide them.</param>
    /// <param name="dropout">The probability that an attention weight is dropped in training.</param>
    /// <param name="bias">Whether projections have biases.</param>
    /// <param name="device">Where the weights live.</param>
    /// <exception cref="ShapeMismatchException">The heads do not divide the features.</exception>
    public MultiHeadAttention(int size, int heads, double dropout = 0, bool bias = true, Device? device = null)
    {
        if (heads < 1 || size % heads != 0)
            throw new ShapeMismatchException(nameof(MultiHeadAttention), nameof(heads), $"{heads}", $"a divisor of {size}");
        Heads = heads;
        Dropout = dropout;
        InputWeight = Register("in_proj_weight", new Parameter(new XavierInitializer().Create([3 * size, size], device: device)));
        InputBias = bias ? Register("in_proj_bias", Initialize.Constant([3 * size], 0, device)) : null;
        OutputProjection = Register("out_proj", new Linear(size, size, bias, device: device));
    }

    /// <summary>How many heads.</summary>
    public int Heads { get; }

    /// <summary>The probability that an attention weight is dropped in training.</summary>
    public double Dropout { get; }

    /// <summary>The projections of query, key and value, one below the other [3E, E].</summary>
    public Parameter InputWeight { get; }

    /// <summary>Their biases [3E], where there are any.</summary>
    public Parameter? InputBias { get; }

    /// <summary>The projection of the joined heads.</summary>
    public Linear OutputProjection { get; }

    /// <summary>Attends.</summary>
    /// <param name="query">[N, L, E].</param>
    /// <param name="key">[N, S, E].</param>
    /// <param name="value">[N, S, E].</param>
    /// <param name="mask">Broadcasts to [N, heads, L, S]: true where a query may look at a key (PyTorch's module has it the
    /// other way round), or numbers that are added to the scores; or none.</param>
    /// <param name="keyPadding">[N, S], bool: true where a key is padding that nobody may look at; or none.</param>
    /// <param name="isCausal">Whether query i sees only the keys 0 to i.</param>
    /// <returns>[N, L, E].</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    public Tensor Forward(
        Tensor query, Tensor key, Tensor value, Tensor? mask = null, Tensor? keyPadding = null, bool isCausal = false) =>
        Call(() =>
        {
            Tensor q = Project(query, 0), k = Project(key, 1), v = Project(value, 2);
            return [Join(q.ScaledDotProductAttention(k, v, Combine(mask, keyPadding), isCausal, null, IsTraining ? Dropout : 0))];
        })[0];

    /// <summary>Attends, and returns the weights too.</summary>
    /// <returns>[N, L, E], and the weights [N, heads, L, S].</returns>
    /// <inheritdoc cref="Forward(Tensor, Tensor, Tensor, Tensor?, Tensor?, bool)"/>
    public (Tensor Output, Tensor Weights) ForwardWithWeights(
        Tensor query, Tensor key, Tensor value, Tensor? mask = null, Tensor? keyPadding = null, bool isCausal = false)
    {
        Tensor[] results = Call(() =>
        {
            Tensor q = Project(query, 0), k = Project(key, 1), v = Project(value, 2);
            var (output, weights) = q.ScaledDotProductAttentionWithWeights(
                k, v, Combine(mask, keyPadding), isCausal, null, IsTraining ? Dropout : 0);
            return [Join(output), weights];
        });
        return (results[0], results[1]);
    }

    /// <summary>Self-attention of the next tokens of a decoder: they see themselves, up to each one's place, and all tokens
    /// before, whose keys and values the cache holds.</summary>
    /// <param name="tokens">[N, L, E], mostly with L = 1.</param>
    /// <param name="cache">What came before; the tokens are added to it.</param>
    /// <returns>[N, L, E].</returns>
    public Tensor Forward(Tensor tokens, KeyValueCache cache) => Call(() =>
    {
        long before = cache.Count, count = tokens.Shape[1];
        Tensor q = Project(tokens, 0);
        var (k, v) = cache.Append(Project(tokens, 1), Project(tokens, 2));
        Tensor? mask = count == 1 ? null : Tensor.Ones([count, before + count], DType.Bool, tokens.Device).Tril(before);
        return [Join(q.ScaledDotProductAttention(k, v, mask))];
    })[0];

    /// <summary>[N, L, E] to [N, heads, L, E/heads] by one of the three projections.</summary>
    private Tensor Project(Tensor x, int part)
    {
        if (x.Rank != 3 || x.Shape[2] != InputWeight.Shape[1])
            throw new ShapeMismatchException(nameof(MultiHeadAttention), nameof(x), $"{x.Shape}", $"[N, L, {InputWeight.Shape[1]}]");
        long size = x.Shape[2];
        Tensor projected = x.Linear(InputWeight.Narrow(0, part * size, size), InputBias?.Narrow(0, part * size, size));
        return projected.Reshape(x.Shape[0], x.Shape[1], Heads, size / Heads).Transpose(1, 2);
    }

    private Tensor Join(Tensor heads)
    {
        Tensor joined = heads.Transpose(1, 2);
        return OutputProjection.Forward(joined.Reshape(joined.Shape[0], joined.Shape[1], joined.Shape[2] * joined.Shape[3]));
    }

    private static Tensor? Combine(Tensor? mask, Tensor? keyPadding)
    {
        if (keyPadding is null) return mask;
        Tensor allowed = keyPadding.Not().Unsqueeze(1).Unsqueeze(1);
        if (mask is null) return allowed;
        return mask.DType == DType.Bool ? mask.And(allowed) : allowed.Where(mask, double.NegativeInfinity);
    }
}
