using GpuNN.Backends;

namespace GpuNN;

/// <content>HuberLoss.</content>
public static partial class Operators
{
    /// <summary>d²/2 where |d| ≤ δ, else δ·(|d| − δ/2), with d = x − target; by default the mean over all elements.</summary>
    /// <param name="x">The predictions.</param>
    /// <param name="target">Of the same shape.</param>
    /// <param name="delta">δ, above 0.</param>
    /// <param name="reduction">How the elements' losses become one.</param>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0.</exception>
    public static Tensor HuberLoss(this Tensor x, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
    {
        if (!(delta > 0)) throw new ArgumentOutOfRangeException(nameof(delta), delta, "The threshold is above 0.");
        return ElementwiseLoss(
            nameof(HuberLoss),
            ElementwiseFunction.Huber,
            x,
            target,
            reduction,
            (gradient, prediction, wanted) => gradient.Multiply(prediction.Subtract(wanted).Clamp(-delta, delta)),
            (gradient, prediction, wanted) => gradient.Multiply(wanted.Subtract(prediction).Clamp(-delta, delta)),
            delta);
    }
}
