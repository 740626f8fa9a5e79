using GpuNN.Backends;

namespace GpuNN;

/// <content>CELU.</content>
public static partial class Operators
{
    /// <summary>x where x &gt; 0, else α·(e^(x/α) − 1), element by element: an ELU with a continuous derivative.</summary>
    public static Tensor CELU(this Tensor x, double alpha = 1) => Differentiable(
        nameof(CELU),
        ElementwiseFunction.CELU,
        ElementwiseFunction.CELUGradient,
        x,
        operand => operand.Clamp(max: 0).Affine(1 / alpha).Exp(),
        alpha: alpha);
}
