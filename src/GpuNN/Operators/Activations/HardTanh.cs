using GpuNN.Backends;

namespace GpuNN;

/// <content>HardTanh.</content>
public static partial class Operators
{
    /// <summary>min(max(x, low), high), element by element; NaN stays NaN. At the bounds the derivative is 0.</summary>
    public static Tensor HardTanh(this Tensor x, double low = -1, double high = 1) => Differentiable(
        nameof(HardTanh),
        ElementwiseFunction.Clamp,
        ElementwiseFunction.HardTanhGradient,
        x,
        operand => operand.LessOrEqual(low).Or(operand.GreaterOrEqual(high)).Not().Cast(operand.DType),
        alpha: low,
        beta: high);
}
