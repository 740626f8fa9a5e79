namespace GpuNN.Backends;

/// <summary>A gated recurrent unit over a sequence whose inputs are projected already, p = (p₀, p₁, p₂) in the gates' order
/// r, z, n along the axis of 3H, as are U and b: r = σ(p₀ + h[t−1]·U₀ᵀ + b₀), z = σ(p₁ + h[t−1]·U₁ᵀ + b₁), and either, where
/// <paramref name="ResetsAfter"/> the product (PyTorch, cuDNN), q = h[t−1]·U₂ᵀ + b₂ and n = tanh(p₂ + r∘q), or, resetting
/// before it, q = r∘h[t−1] and n = tanh(p₂ + q·U₂ᵀ + b₂); h[t] = (1 − z)∘n + z∘h[t−1]. Inputs: p [T, N, 3H], h0 [N, H],
/// U [3H, H], and where <paramref name="HasBias"/> b [3H], and where <paramref name="HasLengths"/> the number of steps of
/// each sample [N] (int64, 1 to T). Outputs: h [T, N, H], the last state [N, H], and where <paramref name="KeepsGates"/>
/// r, z, n [T, N, 3H] and q [T, N, H] for the gradient.</summary>
/// <remarks>Lengths and reversal as in <see cref="ElmanSequencePrimitive"/>; gates of steps beyond a length are not read,
/// and hold 0.</remarks>
/// <param name="ResetsAfter">Whether the reset gate acts on the product or on the state before it.</param>
/// <param name="IsReversed">Whether time runs backwards.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="HasLengths">Whether samples have lengths of their own.</param>
/// <param name="KeepsGates">Whether the gradient will be asked for.</param>
public sealed record GruSequencePrimitive(
    bool ResetsAfter, bool IsReversed, bool HasBias, bool HasLengths, bool KeepsGates) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "GruSequence";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[0].Count * inputs[1][-1];
}
