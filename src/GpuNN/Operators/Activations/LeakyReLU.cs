using GpuNN.Backends;

namespace GpuNN;

/// <content>LeakyReLU.</content>
public static partial class Operators
{
    /// <summary>x where x &gt; 0, else slope·x, element by element.</summary>
    public static Tensor LeakyReLU(this Tensor x, double slope = 0.01) => Differentiable(
        nameof(LeakyReLU),
        ElementwiseFunction.LeakyReLU,
        ElementwiseFunction.LeakyReLUGradient,
        x,
        operand => operand.Greater(0).Cast(operand.DType).Affine(1 - slope, slope),
        alpha: slope);
}
