using GpuNN.Backends;

namespace GpuNN;

/// <content>Softsign.</content>
public static partial class Operators
{
    /// <summary>x / (1 + |x|), element by element.</summary>
    public static Tensor Softsign(this Tensor x) => Differentiable(
        nameof(Softsign),
        ElementwiseFunction.Softsign,
        ElementwiseFunction.SoftsignGradient,
        x,
        operand => operand.Abs().Affine(1, 1).Power(-2));
}
