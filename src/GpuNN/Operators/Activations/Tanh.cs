using GpuNN.Backends;

namespace GpuNN;

/// <content>Tanh.</content>
public static partial class Operators
{
    /// <summary>tanh x, element by element.</summary>
    public static Tensor Tanh(this Tensor x) => Differentiable(
        nameof(Tanh),
        ElementwiseFunction.Tanh,
        ElementwiseFunction.TanhGradient,
        x,
        result => result.Square().Affine(-1, 1),
        savesResult: true);
}
