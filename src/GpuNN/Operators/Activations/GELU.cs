using GpuNN.Backends;

namespace GpuNN;

/// <content>GELU.</content>
public static partial class Operators
{
    /// <summary>x·Φ(x), element by element, Φ the normal distribution: x·(1 + erf(x/√2))/2. <see cref="GELUTanh"/> is the
    /// approximation.</summary>
    public static Tensor GELU(this Tensor x) => Differentiable(
        nameof(GELU),
        ElementwiseFunction.GELU,
        ElementwiseFunction.GELUGradient,
        x,
        operand => operand.Affine(Math.Sqrt(0.5)).Erf().Affine(0.5, 0.5)
            .Add(operand.Multiply(operand.Square().Affine(-0.5).Exp().Affine(1 / Math.Sqrt(Math.Tau)))));
}
