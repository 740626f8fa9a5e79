using GpuNN.Backends;

namespace GpuNN;

/// <content>Sigmoid.</content>
public static partial class Operators
{
    /// <summary>1 / (1 + e⁻ˣ), element by element.</summary>
    public static Tensor Sigmoid(this Tensor x) => Differentiable(
        nameof(Sigmoid),
        ElementwiseFunction.Sigmoid,
        ElementwiseFunction.SigmoidGradient,
        x,
        result => result.Multiply(result.Affine(-1, 1)),
        savesResult: true);
}
