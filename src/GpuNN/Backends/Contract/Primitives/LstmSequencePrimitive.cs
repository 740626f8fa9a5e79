namespace GpuNN.Backends;

/// <summary>A long short-term memory over a sequence whose inputs are projected already. With the gates' order
/// i, f, g, o along the axis of 4H: a[t] = p[t] + h[t−1]·Uᵀ + b, i = σ(a₀), f = σ(a₁), g = tanh(a₂), o = σ(a₃),
/// c[t] = f∘c[t−1] + i∘g, h[t] = o∘tanh(c[t]). Inputs: p [T, N, 4H] (x·Wᵀ plus its bias), h0 [N, H], c0 [N, H],
/// U [4H, H], and where <paramref name="HasBias"/> b [4H], and where <paramref name="HasLengths"/> the number of steps of
/// each sample [N] (int64, 1 to T). Outputs: h [T, N, H], the last h [N, H], the last c [N, H], and where
/// <paramref name="KeepsGates"/> i, f, g, o [T, N, 4H] and c [T, N, H] for the gradient.</summary>
/// <remarks>Lengths and reversal as in <see cref="ElmanSequencePrimitive"/>; gates and cells of steps beyond a length are
/// not read, and hold 0.</remarks>
/// <param name="IsReversed">Whether time runs backwards.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="HasLengths">Whether samples have lengths of their own.</param>
/// <param name="KeepsGates">Whether the gradient will be asked for.</param>
public sealed record LstmSequencePrimitive(bool IsReversed, bool HasBias, bool HasLengths, bool KeepsGates) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "LstmSequence";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[0].Count * inputs[1][-1];
}
