using GpuNN.Backends;

namespace GpuNN;

/// <content>KLDivergence.</content>
public static partial class Operators
{
    /// <summary>target·(ln target − x), with 0·ln 0 = 0, by default the mean over all elements;
    /// <see cref="Reduction.BatchMean"/> gives the divergence per sample.</summary>
    /// <param name="x">Logarithms of probabilities, as LogSoftmax gives.</param>
    /// <param name="target">Probabilities, of the same shape.</param>
    /// <param name="reduction">How the elements' losses become one.</param>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    public static Tensor KLDivergence(this Tensor x, Tensor target, Reduction reduction = Reduction.Mean) => ElementwiseLoss(
        nameof(KLDivergence),
        ElementwiseFunction.KLDivergence,
        x,
        target,
        reduction,
        (gradient, _, wanted) => gradient.Multiply(wanted).Negate(),
        (gradient, prediction, wanted) => gradient.Multiply(wanted.Log().Affine(1, 1).Subtract(prediction)));
}
