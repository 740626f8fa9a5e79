namespace GpuNN.Backends;

/// <summary>Back-propagation through time of <see cref="LstmSequencePrimitive"/>: with dh the sum of what step t and step
/// t + 1 hand down, dc = dh∘o∘(1 − tanh²c) + dc[t+1]∘f[t+1], the gates' gradients
/// δ = (dc∘g∘i(1−i), dc∘c[t−1]∘f(1−f), dc∘i∘(1−g²), dh∘tanh c∘o(1−o)), dp = δ, dU = Σ δ[t]ᵀ·h[t−1], db = Σ δ[t],
/// dh[t−1] = δ·U. Inputs: dh [T, N, H], the gradients of the last h and c [N, H] each, h [T, N, H], the gates [T, N, 4H],
/// c [T, N, H], h0 [N, H], c0 [N, H], U [4H, H], and where <paramref name="HasLengths"/> the lengths [N] (int64). Outputs:
/// dp [T, N, 4H], dh0 [N, H], dc0 [N, H], dU [4H, H], and where <paramref name="HasBias"/> db [4H].</summary>
/// <param name="IsReversed">As there.</param>
/// <param name="HasBias">As there.</param>
/// <param name="HasLengths">As there.</param>
public sealed record LstmSequenceGradientPrimitive(bool IsReversed, bool HasBias, bool HasLengths) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "LstmSequenceGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        16.0 * inputs[0].Count * inputs[1][-1];
}
