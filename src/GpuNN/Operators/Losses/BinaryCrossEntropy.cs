using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>BinaryCrossEntropy.</content>
public static partial class Operators
{
    /// <summary>−(target·ln x + (1 − target)·ln(1 − x)), by default the mean over all elements; logarithms are bounded by −100.
    /// <see cref="BinaryCrossEntropyWithLogits"/> is more exact.</summary>
    /// <param name="x">Probabilities.</param>
    /// <param name="target">Of the same shape, from 0 to 1.</param>
    /// <param name="reduction">How the elements' losses become one.</param>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    public static Tensor BinaryCrossEntropy(this Tensor x, Tensor target, Reduction reduction = Reduction.Mean) =>
        ElementwiseLoss(
            nameof(BinaryCrossEntropy),
            ElementwiseFunction.BinaryCrossEntropy,
            x,
            target,
            reduction,
            BinaryCrossEntropyGradient,
            (gradient, probability, _) => gradient.Multiply(probability.Affine(-1, 1).Log().Clamp(min: -100).Subtract(probability.Log().Clamp(min: -100))));

    private static Tensor BinaryCrossEntropyGradient(Tensor gradient, Tensor x, Tensor target) => Tape.Records(gradient, x, target)
        ? gradient.Multiply(x.Subtract(target).Divide(x.Multiply(x.Affine(-1, 1)).Clamp(min: 1e-12)))
        : Ternary(nameof(BinaryCrossEntropyGradient), ElementwiseFunction.BinaryCrossEntropyGradient, gradient, x, target);
}
