using GpuNN.Backends;

namespace GpuNN;

/// <content>SiLU.</content>
public static partial class Operators
{
    /// <summary>x / (1 + e⁻ˣ), element by element; also called swish.</summary>
    public static Tensor SiLU(this Tensor x) => Differentiable(
        nameof(SiLU),
        ElementwiseFunction.SiLU,
        ElementwiseFunction.SiLUGradient,
        x,
        SiLUDerivative);

    private static Tensor SiLUDerivative(Tensor x)
    {
        Tensor sigmoid = x.Sigmoid();
        return sigmoid.Multiply(x.Multiply(sigmoid.Affine(-1, 1)).Affine(1, 1));
    }
}
