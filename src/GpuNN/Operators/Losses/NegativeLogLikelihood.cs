namespace GpuNN;

/// <content>NegativeLogLikelihood.</content>
public static partial class Operators
{
    /// <summary>−w[target]·x[target] of each sample; by default the sum over samples over the sum of their weights. After a
    /// LogSoftmax it is <see cref="CrossEntropy"/>.</summary>
    /// <param name="x">Logarithms of probabilities [n, c], [n, c, d...] or [c].</param>
    /// <param name="targets">Classes [n], [n, d...] or a scalar, int64.</param>
    /// <param name="weights">w [c]: how much a class counts.</param>
    /// <param name="ignoredIndex">Samples with this target do not count.</param>
    /// <param name="reduction">How the samples' losses become one.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The targets are not int64, the logarithms are integers, or the weights have
    /// another type.</exception>
    /// <exception cref="TensorIndexException">A target is no class, where the device reports it.</exception>
    public static Tensor NegativeLogLikelihood(
        this Tensor x, Tensor targets, Tensor? weights = null, long? ignoredIndex = null, Reduction reduction = Reduction.Mean)
    {
        CheckTargets(nameof(NegativeLogLikelihood), x, targets, weights);
        Tensor rows = ClassRows(x), samples = targets.Reshape(-1 + (targets.Count == 0 ? 1 : 0));
        Tensor? isIgnored = ignoredIndex is { } ignored ? samples.Equal(ignored) : null;
        Tensor classes = isIgnored is null ? samples : samples.MaskedFill(isIgnored, 0);
        Tensor losses = rows.Gather(1, classes.Unsqueeze(1)).Squeeze(1).Negate();
        if (weights is not null) losses = losses.Multiply(weights.IndexSelect(0, classes));
        if (isIgnored is not null) losses = losses.MaskedFill(isIgnored, 0);
        Tensor? sampleWeights = reduction == Reduction.Mean ? SampleWeights(samples, weights, ignoredIndex, x.DType) : null;
        return ReduceSamples(losses, targets.Shape, sampleWeights, reduction);
    }
}
