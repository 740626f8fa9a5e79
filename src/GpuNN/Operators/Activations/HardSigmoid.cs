using GpuNN.Backends;

namespace GpuNN;

/// <content>HardSigmoid.</content>
public static partial class Operators
{
    /// <summary>min(max(x + 3, 0), 6) / 6, element by element: the sigmoid in straight lines.</summary>
    public static Tensor HardSigmoid(this Tensor x) => Differentiable(
        nameof(HardSigmoid),
        ElementwiseFunction.HardSigmoid,
        ElementwiseFunction.HardSigmoidGradient,
        x,
        operand => operand.Abs().Less(3).Cast(operand.DType).Affine(1.0 / 6));
}
