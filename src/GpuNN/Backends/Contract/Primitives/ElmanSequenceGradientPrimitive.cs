namespace GpuNN.Backends;

/// <summary>Back-propagation through time of <see cref="ElmanSequencePrimitive"/>: δ[t] = f′(h[t])∘(dh[t] + δ[t+1]·U), the
/// last state's gradient joining at the last step; dp = δ, dU = Σ δ[t]ᵀ·h[t−1], db = Σ δ[t], dh0 = δ[0]·U. Inputs:
/// dh [T, N, H], the gradient of the last state [N, H], h [T, N, H], h0 [N, H], U [H, H], and where
/// <paramref name="HasLengths"/> the lengths [N] (int64). Outputs: dp [T, N, H], dh0 [N, H], dU [H, H], and where
/// <paramref name="HasBias"/> db [H].</summary>
/// <param name="Activation">As there.</param>
/// <param name="IsReversed">As there.</param>
/// <param name="HasBias">As there.</param>
/// <param name="HasLengths">As there.</param>
public sealed record ElmanSequenceGradientPrimitive(Activation Activation, bool IsReversed, bool HasBias, bool HasLengths)
    : Primitive
{
    /// <inheritdoc/>
    public override string Name => "ElmanSequenceGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        4.0 * inputs[0].Count * inputs[1][-1];
}
