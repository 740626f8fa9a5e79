using GpuNN.Backends;

namespace GpuNN;

/// <content>LogSigmoid.</content>
public static partial class Operators
{
    /// <summary>ln(1 / (1 + e⁻ˣ)), element by element, without overflow.</summary>
    public static Tensor LogSigmoid(this Tensor x) => Differentiable(
        nameof(LogSigmoid),
        ElementwiseFunction.LogSigmoid,
        ElementwiseFunction.LogSigmoidGradient,
        x,
        operand => operand.Negate().Sigmoid());
}
