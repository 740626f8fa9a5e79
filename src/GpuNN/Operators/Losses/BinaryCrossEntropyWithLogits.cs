using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>BinaryCrossEntropyWithLogits.</content>
public static partial class Operators
{
    /// <summary>−(w·target·ln σ(x) + (1 − target)·ln(1 − σ(x))), without overflow, by default the mean over all elements. Its
    /// derivative for w = 1 is σ(x) − target.</summary>
    /// <param name="x">Logits.</param>
    /// <param name="target">Of the same shape, from 0 to 1.</param>
    /// <param name="positiveWeight">w: how much the positive class counts.</param>
    /// <param name="reduction">How the elements' losses become one.</param>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    public static Tensor BinaryCrossEntropyWithLogits(
        this Tensor x, Tensor target, double positiveWeight = 1, Reduction reduction = Reduction.Mean) =>
        ElementwiseLoss(
            nameof(BinaryCrossEntropyWithLogits),
            ElementwiseFunction.BinaryCrossEntropyWithLogits,
            x,
            target,
            reduction,
            (gradient, logit, wanted) => BinaryCrossEntropyWithLogitsGradient(gradient, logit, wanted, positiveWeight),
            (gradient, logit, _) => gradient.Multiply(logit.Negate().Softplus(threshold: 100).Affine(positiveWeight - 1).Subtract(logit)),
            positiveWeight);

    private static Tensor BinaryCrossEntropyWithLogitsGradient(Tensor gradient, Tensor x, Tensor target, double weight)
    {
        if (!Tape.Records(gradient, x, target))
        {
            return Ternary(
                nameof(BinaryCrossEntropyWithLogitsGradient),
                ElementwiseFunction.BinaryCrossEntropyWithLogitsGradient,
                gradient,
                x,
                target,
                weight);
        }

        return gradient.Multiply(x.Sigmoid().Multiply(target.Affine(weight - 1, 1)).AddScaled(target, -weight));
    }
}
