namespace GpuNN.Backends;

/// <summary>The gradient of <see cref="CrossEntropyPrimitive"/> by the logits:
/// g·(p·((1 − s)·w_t + s/c·Σⱼ wⱼ) − (1 − s)·w_t·one-hot(t) − s/c·w), with p = exp(x − logarithm of the sum); 0 where the target
/// is the ignored index. Without weights, smoothing and ignored samples it is g·(softmax(x) − one-hot(t)). Inputs: logits
/// [n, c], targets [n], the logarithm of the sum of exponentials [n], g [n], and where <paramref name="HasWeights"/> w [c];
/// output [n, c].</summary>
/// <param name="HasWeights">Whether classes are weighted.</param>
/// <param name="LabelSmoothing">s.</param>
/// <param name="IgnoredIndex">The target of samples that do not count; null where all do.</param>
public sealed record CrossEntropyGradientPrimitive(
    bool HasWeights = false, double LabelSmoothing = 0, long? IgnoredIndex = null) : Primitive
{
    /// <inheritdoc/>
    public override string Name => "CrossEntropyGradient";
}
