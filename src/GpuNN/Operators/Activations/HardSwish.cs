using GpuNN.Backends;

namespace GpuNN;

/// <content>HardSwish.</content>
public static partial class Operators
{
    /// <summary>x·min(max(x + 3, 0), 6) / 6, element by element.</summary>
    public static Tensor HardSwish(this Tensor x) => Differentiable(
        nameof(HardSwish),
        ElementwiseFunction.HardSwish,
        ElementwiseFunction.HardSwishGradient,
        x,
        operand => operand.LessOrEqual(3).Where(operand.Affine(1.0 / 3, 0.5), 1).MaskedFill(operand.Less(-3), 0));
}
