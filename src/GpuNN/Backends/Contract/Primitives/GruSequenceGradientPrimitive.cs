namespace GpuNN.Backends;

/// <summary>Back-propagation through time of <see cref="GruSequencePrimitive"/>. With dh the sum of what step t and step
/// t + 1 hand down: dz = dh∘(h[t−1] − n)∘z(1−z) and dn = dh∘(1 − z)∘(1 − n²) before their activations; resetting after the
/// product, dr = dn∘q∘r(1−r), the product's gradient is dn∘r, and dh[t−1] = dh∘z + (dr, dz, dn∘r)·U; resetting before it,
/// dq = dn·U₂, dr = dq∘h[t−1]∘r(1−r), and dh[t−1] = dh∘z + dq∘r + (dr, dz)·(U₀, U₁). dp = (dr, dz, dn). dU and db sum, over
/// t, the products of what entered with h[t−1] (for U₂ resetting before: with q). Inputs: dh [T, N, H], the gradient of the
/// last state [N, H], h [T, N, H], the gates [T, N, 3H], q [T, N, H], h0 [N, H], U [3H, H], and where
/// <paramref name="HasLengths"/> the lengths [N] (int64). Outputs: dp [T, N, 3H], dh0 [N, H], dU [3H, H], and where
/// <paramref name="HasBias"/> db [3H].</summary>
/// <param name="ResetsAfter">As there.</param>
/// <param name="IsReversed">As there.</param>
/// <param name="HasBias">As there.</param>
/// <param name="HasLengths">As there.</param>
public sealed record GruSequenceGradientPrimitive(bool ResetsAfter, bool IsReversed, bool HasBias, bool HasLengths) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "GruSequenceGradient";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        12.0 * inputs[0].Count * inputs[1][-1];
}
