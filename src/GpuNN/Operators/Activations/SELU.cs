using GpuNN.Backends;

namespace GpuNN;

/// <content>SELU.</content>
public static partial class Operators
{
    /// <summary>λ·x where x &gt; 0, else λ·α·(eˣ − 1), element by element, with the constants λ ≈ 1.0507 and α ≈ 1.6733 that keep mean 0 and
    /// variance 1 (Klambauer et al., 2017).</summary>
    public static Tensor SELU(this Tensor x) => Differentiable(
        nameof(SELU),
        ElementwiseFunction.ELU,
        ElementwiseFunction.ELUGradient,
        x,
        operand => operand.LessOrEqual(0).Where(operand.Clamp(max: 0).Exp().Affine(SeluScale * SeluAlpha), SeluScale),
        alpha: SeluAlpha,
        beta: SeluScale);

    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;
}
