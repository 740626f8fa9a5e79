namespace GpuNN;

/// <content>CrossEntropyProbabilities.</content>
public static partial class Operators
{
    /// <summary>−Σⱼ wⱼ·qⱼ·log softmax(x)ⱼ of each sample, for targets that are probabilities q of the classes; by default the
    /// mean over samples.</summary>
    /// <param name="x">Logits [n, c], [n, c, d...] or [c].</param>
    /// <param name="probabilities">Of the same shape.</param>
    /// <param name="weights">w [c]: how much a class counts; the mean is over the number of samples all the same.</param>
    /// <param name="labelSmoothing">s: the target becomes (1 − s)·q + s/c.</param>
    /// <param name="reduction">How the samples' losses become one.</param>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The logits are integers, or the weights have another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is not from 0 to 1.</exception>
    public static Tensor CrossEntropyProbabilities(
        this Tensor x,
        Tensor probabilities,
        Tensor? weights = null,
        double labelSmoothing = 0,
        Reduction reduction = Reduction.Mean)
    {
        CheckFloatingPoint(nameof(CrossEntropyProbabilities), x);
        if (x.Rank == 0) throw new ShapeMismatchException(nameof(CrossEntropyProbabilities), nameof(x), $"{x.Shape}", "[n, c, d...] or [c]");
        if (probabilities.Shape != x.Shape)
            throw new ShapeMismatchException(
                nameof(CrossEntropyProbabilities), nameof(probabilities), $"{probabilities.Shape}", $"{x.Shape}, as the logits have");
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "The smoothing is from 0 to 1.");
        int classAxis = x.Rank == 1 ? 0 : 1;
        long classes = x.Shape[classAxis];
        CheckClassWeights(nameof(CrossEntropyProbabilities), weights, classes, x.DType);
        Tensor targets = labelSmoothing == 0 ? probabilities : probabilities.Affine(1 - labelSmoothing, labelSmoothing / classes);
        Tensor rows = ClassRows(targets);
        if (weights is not null) rows = rows.Multiply(weights);
        Tensor losses = rows.Multiply(ClassRows(x).LogSoftmax(1)).Sum([1]).Negate();
        return ReduceSamples(losses, x.Shape.Remove(classAxis), null, reduction);
    }
}
