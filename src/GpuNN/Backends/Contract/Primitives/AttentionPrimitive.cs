namespace GpuNN.Backends;

/// <summary>Attention: scores s = α·q·kᵀ, masked, o = softmax(s)·v, never holding all scores at once. A score that the mask
/// forbids, or where <paramref name="IsCausal"/> one of a key behind the query (j &gt; i), is −∞; a query that may look at no
/// key gives NaN, as the softmax of nothing does. Inputs: q [B, L, E], k [B, S, E], v [B, S, V], and unless
/// <paramref name="Mask"/> is none a mask [B, L, S], broadcast by strides of 0, of bool or of the type of q. Outputs:
/// o [B, L, V], and for the gradient log Σⱼ exp(sᵢⱼ) [B, L].</summary>
/// <param name="Scale">α.</param>
/// <param name="IsCausal">Whether query i sees only the keys 0 to i.</param>
/// <param name="Mask">Which mask there is.</param>
public sealed record AttentionPrimitive(double Scale, bool IsCausal, AttentionMask Mask) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "Attention";

    /// <inheritdoc/>
    public override bool AcceptsStrides => true;

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[0][0] * inputs[0][1] * inputs[1][1] * (inputs[0][2] + inputs[2][2]);
}
