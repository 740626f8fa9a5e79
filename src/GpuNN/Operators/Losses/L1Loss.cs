using GpuNN.Backends;

namespace GpuNN;

/// <content>L1Loss.</content>
public static partial class Operators
{
    /// <summary>|x − target|, by default the mean over all elements. The derivative where they are equal is 0.</summary>
    /// <inheritdoc cref="MeanSquaredError" path="/param"/>
    /// <inheritdoc cref="MeanSquaredError" path="/exception"/>
    public static Tensor L1Loss(this Tensor x, Tensor target, Reduction reduction = Reduction.Mean) => ElementwiseLoss(
        nameof(L1Loss),
        ElementwiseFunction.AbsoluteDifference,
        x,
        target,
        reduction,
        (gradient, prediction, wanted) => gradient.Multiply(prediction.Subtract(wanted).Sign()),
        (gradient, prediction, wanted) => gradient.Multiply(wanted.Subtract(prediction).Sign()));
}
