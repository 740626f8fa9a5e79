using GpuNN.Backends;

namespace GpuNN;

/// <content>Mish.</content>
public static partial class Operators
{
    /// <summary>x·tanh(ln(1 + eˣ)), element by element.</summary>
    public static Tensor Mish(this Tensor x) => Differentiable(
        nameof(Mish),
        ElementwiseFunction.Mish,
        ElementwiseFunction.MishGradient,
        x,
        MishDerivative);

    private static Tensor MishDerivative(Tensor x)
    {
        Tensor tanh = x.Softplus().Tanh();
        return tanh.Add(x.Multiply(x.Sigmoid()).Multiply(tanh.Square().Affine(-1, 1)));
    }
}
