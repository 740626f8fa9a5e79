using GpuNN.Backends;

namespace GpuNN;

/// <content>Softplus.</content>
public static partial class Operators
{
    /// <summary>ln(1 + e^(β·x)) / β, element by element; x itself where β·x is above the threshold.</summary>
    public static Tensor Softplus(this Tensor x, double beta = 1, double threshold = 20) => Differentiable(
        nameof(Softplus),
        ElementwiseFunction.Softplus,
        ElementwiseFunction.SoftplusGradient,
        x,
        operand => operand.Affine(beta).LessOrEqual(threshold).Where(operand.Affine(beta).Sigmoid(), 1),
        alpha: beta,
        beta: threshold);
}
