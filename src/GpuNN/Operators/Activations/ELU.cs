using GpuNN.Backends;

namespace GpuNN;

/// <content>ELU.</content>
public static partial class Operators
{
    /// <summary>x where x &gt; 0, else α·(eˣ − 1), element by element.</summary>
    public static Tensor ELU(this Tensor x, double alpha = 1) => Differentiable(
        nameof(ELU),
        ElementwiseFunction.ELU,
        ElementwiseFunction.ELUGradient,
        x,
        operand => operand.LessOrEqual(0).Where(operand.Clamp(max: 0).Exp().Affine(alpha), 1),
        alpha: alpha,
        beta: 1);
}
