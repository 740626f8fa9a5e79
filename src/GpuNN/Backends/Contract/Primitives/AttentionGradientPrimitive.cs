namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="AttentionPrimitive"/>. With p = exp(s − logSum): dv = pᵀ·do,
/// ds = p∘(do·vᵀ − Σ do∘o), dq = α·ds·k, dk = α·dsᵀ·q. Inputs: do [B, L, V], q [B, L, E], k [B, S, E], v [B, S, V],
/// o [B, L, V], logSum [B, L], and unless <paramref name="Mask"/> is none the mask [B, L, S]; outputs: dq, dk, dv, shaped as
/// q, k, v.</summary>
/// <param name="Scale">α.</param>
/// <param name="IsCausal">As there.</param>
/// <param name="Mask">As there.</param>
public sealed record AttentionGradientPrimitive(double Scale, bool IsCausal, AttentionMask Mask) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "AttentionGradient";

    /// <inheritdoc/>
    public override bool AcceptsStrides => true;

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[1][0] * inputs[1][1] * inputs[2][1] * ((3 * inputs[1][2]) + (2 * inputs[3][2]));
}
