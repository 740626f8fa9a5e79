using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>HingeLoss.</content>
public static partial class Operators
{
    /// <summary>max(0, margin − x·target), by default the mean over all elements; targets are −1 or 1. The derivative at the
    /// margin is 0.</summary>
    /// <param name="x">The scores.</param>
    /// <param name="target">Of the same shape, −1 or 1.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="reduction">How the elements' losses become one.</param>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    public static Tensor HingeLoss(this Tensor x, Tensor target, double margin = 1, Reduction reduction = Reduction.Mean) =>
        ElementwiseLoss(
            nameof(HingeLoss),
            ElementwiseFunction.Hinge,
            x,
            target,
            reduction,
            (gradient, score, wanted) => HingeGradient(gradient, score, wanted, margin),
            (gradient, score, wanted) => HingeGradient(gradient, wanted, score, margin),
            margin);

    /// <summary>The gradient by one factor of the product.</summary>
    private static Tensor HingeGradient(Tensor gradient, Tensor factor, Tensor other, double margin) => Tape.Records(gradient, factor, other)
        ? gradient.Multiply(other.Negate().MaskedFill(factor.Multiply(other).Less(margin).Not(), 0))
        : Ternary(nameof(HingeGradient), ElementwiseFunction.HingeGradient, gradient, factor, other, margin);
}
