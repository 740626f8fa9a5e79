using GpuNN.Backends;

namespace GpuNN;

/// <content>MeanSquaredError.</content>
public static partial class Operators
{
    /// <summary>(x − target)², by default the mean over all elements. <see cref="HalfSquaredError"/> has the factor
    /// ½.</summary>
    /// <param name="x">The predictions.</param>
    /// <param name="target">Of the same shape.</param>
    /// <param name="reduction">How the elements' losses become one.</param>
    /// <exception cref="ShapeMismatchException">The shapes differ; targets do not broadcast.</exception>
    /// <exception cref="DTypeMismatchException">The predictions are integers.</exception>
    public static Tensor MeanSquaredError(this Tensor x, Tensor target, Reduction reduction = Reduction.Mean) =>
        SquaredError(nameof(MeanSquaredError), x, target, reduction);

    private static Tensor SquaredError(string name, Tensor x, Tensor target, Reduction reduction) => ElementwiseLoss(
        name,
        ElementwiseFunction.SquaredDifference,
        x,
        target,
        reduction,
        (gradient, prediction, wanted) => gradient.Multiply(prediction.Subtract(wanted)).Affine(2),
        (gradient, prediction, wanted) => gradient.Multiply(prediction.Subtract(wanted)).Affine(-2));
}
