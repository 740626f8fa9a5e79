using GpuNN.Backends;

namespace GpuNN;

/// <content>ReLU6.</content>
public static partial class Operators
{
    /// <summary>min(max(x, 0), 6), element by element; NaN stays NaN.</summary>
    public static Tensor ReLU6(this Tensor x) => Differentiable(
        nameof(ReLU6),
        ElementwiseFunction.Clamp,
        ElementwiseFunction.HardTanhGradient,
        x,
        operand => operand.LessOrEqual(0).Or(operand.GreaterOrEqual(6)).Not().Cast(operand.DType),
        alpha: 0,
        beta: 6);
}
