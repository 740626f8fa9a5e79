using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>CrossEntropy.</content>
public static partial class Operators
{
    /// <summary>−log softmax(x)[target] of each sample, computed stably by log-sum-exp; by default the mean over samples. The
    /// gradient of a sample's loss is softmax(x) − one-hot(target).</summary>
    /// <param name="x">Logits [n, c], [n, c, d...] or [c].</param>
    /// <param name="targets">Classes [n], [n, d...] or a scalar, int64.</param>
    /// <param name="weights">[c]: how much a class counts. The mean is then over the sum of the samples' weights.</param>
    /// <param name="ignoredIndex">Samples with this target do not count.</param>
    /// <param name="labelSmoothing">s: the target becomes (1 − s)·one-hot + s/c.</param>
    /// <param name="reduction">How the samples' losses become one.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The targets are not int64, the logits are integers, or the weights have
    /// another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is not from 0 to 1.</exception>
    /// <exception cref="TensorIndexException">A target is no class, where the device reports it.</exception>
    public static Tensor CrossEntropy(
        this Tensor x,
        Tensor targets,
        Tensor? weights = null,
        long? ignoredIndex = null,
        double labelSmoothing = 0,
        Reduction reduction = Reduction.Mean)
    {
        CheckTargets(nameof(CrossEntropy), x, targets, weights);
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "The smoothing is from 0 to 1.");
        Tensor rows = ClassRows(x), samples = targets.Reshape(-1 + (targets.Count == 0 ? 1 : 0));
        Tensor losses = CrossEntropyOfRows(rows, samples, weights, ignoredIndex, labelSmoothing);
        Tensor? sampleWeights = reduction == Reduction.Mean ? SampleWeights(samples, weights, ignoredIndex, x.DType) : null;
        return ReduceSamples(losses, targets.Shape, sampleWeights, reduction);
    }

    private static Tensor CrossEntropyOfRows(Tensor x, Tensor targets, Tensor? weights, long? ignoredIndex, double labelSmoothing)
    {
        Tensor losses = Tensor.Empty([x.Shape[0]], x.DType, x.Device, nameof(CrossEntropy));
        Tensor logSums = Tensor.Empty([x.Shape[0]], x.DType, x.Device, nameof(CrossEntropy));
        var primitive = new CrossEntropyPrimitive(weights is not null, labelSmoothing, ignoredIndex);
        Dispatcher.Run(nameof(CrossEntropy), primitive, weights is null ? [x, targets] : [x, targets, weights], [losses, logSums]);
        if (!Tape.Records(x)) return losses;
        SavedTensor saved = Tape.Save(x, nameof(CrossEntropy)), savedTargets = Tape.Save(targets, nameof(CrossEntropy));
        return Tape.Record(nameof(CrossEntropy), losses, x, gradient =>
        {
            Tensor logits = saved.Value, wanted = savedTargets.Value;
            if (Tape.Records(gradient, logits))
                return gradient.Unsqueeze(1).Multiply(CrossEntropyDerivative(logits, wanted, weights, ignoredIndex, labelSmoothing));
            var fused = new CrossEntropyGradientPrimitive(weights is not null, labelSmoothing, ignoredIndex);
            return weights is null
                ? Dispatcher.Run("CrossEntropyGradient", fused, x.DType, x.Shape, logits, wanted, logSums, gradient)
                : Dispatcher.Run("CrossEntropyGradient", fused, x.DType, x.Shape, logits, wanted, logSums, gradient, weights);
        });
    }

    /// <summary>Σⱼ qⱼ·softmax(x) − q, where q = (1 − s)·w·one-hot(target) + s/c·w is what the classes count, by
    /// operators.</summary>
    private static Tensor CrossEntropyDerivative(Tensor x, Tensor targets, Tensor? weights, long? ignoredIndex, double labelSmoothing)
    {
        long classes = x.Shape[1];
        Tensor counts = targets.OneHot(classes, x.DType).Affine(1 - labelSmoothing, labelSmoothing / classes);
        if (weights is not null) counts = counts.Multiply(weights);
        if (ignoredIndex is { } ignored) counts = counts.MaskedFill(targets.Equal(ignored).Unsqueeze(1), 0);
        return x.Softmax(1).Multiply(counts.Sum([1], keepAxes: true)).Subtract(counts);
    }
}
