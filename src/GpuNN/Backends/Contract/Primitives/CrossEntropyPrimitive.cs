namespace GpuNN.Backends;

/// <summary>Softmax and the negative logarithm of the target's probability in one, by log-sum-exp. With
/// nⱼ = log Σₖ exp xₖ − xⱼ and s the smoothing, a sample's loss is (1 − s)·w_t·n_t + s/c·Σⱼ wⱼ·nⱼ; 0 where its target is the
/// ignored index. Inputs: logits [n, c], targets [n] (int64), and where <paramref name="HasWeights"/> w [c], else w is 1.
/// Outputs: loss [n], and the logarithm of the sum of exponentials [n], which the gradient uses.</summary>
/// <param name="HasWeights">Whether classes are weighted.</param>
/// <param name="LabelSmoothing">s.</param>
/// <param name="IgnoredIndex">The target of samples that do not count; null where all do.</param>
public sealed record CrossEntropyPrimitive(
    bool HasWeights = false, double LabelSmoothing = 0, long? IgnoredIndex = null) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CrossEntropy";

    /// <inheritdoc/>
    public override double Flops(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) => 3.0 * inputs[0].Count;
}
