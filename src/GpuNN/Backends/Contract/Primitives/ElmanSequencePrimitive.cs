namespace GpuNN.Backends;

/// <summary>An Elman network over a sequence whose inputs are projected already:
/// h[t] = activation(p[t] + h[t−1]·Uᵀ + b), with h[−1] the initial state. Inputs: p [T, N, H] (x·Wᵀ plus its bias),
/// h0 [N, H], U [H, H], and where <paramref name="HasBias"/> b [H], and where <paramref name="HasLengths"/> the number of
/// steps of each sample [N] (int64, 1 to T). Outputs: h [T, N, H], and the last state [N, H].</summary>
/// <remarks>Steps beyond a sample's length leave its state alone and give 0. A reversed sequence runs from the sample's
/// last step to its first; results stand at the step whose input they took, and the last state is the one after
/// step 0.</remarks>
/// <param name="Activation">The activation.</param>
/// <param name="IsReversed">Whether time runs backwards.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="HasLengths">Whether samples have lengths of their own.</param>
public sealed record ElmanSequencePrimitive(Activation Activation, bool IsReversed, bool HasBias, bool HasLengths) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "ElmanSequence";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        2.0 * inputs[0].Count * inputs[1][-1];
}
