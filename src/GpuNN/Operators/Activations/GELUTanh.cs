using GpuNN.Backends;

namespace GpuNN;

/// <content>GELUTanh.</content>
public static partial class Operators
{
    /// <summary>x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2, element by element: an approximation of <see cref="GELU"/>.</summary>
    public static Tensor GELUTanh(this Tensor x) => Differentiable(
        nameof(GELUTanh),
        ElementwiseFunction.GELUTanh,
        ElementwiseFunction.GELUTanhGradient,
        x,
        GELUTanhDerivative);

    private static Tensor GELUTanhDerivative(Tensor x)
    {
        double scale = Math.Sqrt(2 / Math.PI);
        const double Cubic = 0.044715;
        Tensor tanh = x.Multiply(x.Square().Affine(scale * Cubic, scale)).Tanh();
        Tensor slope = tanh.Square().Affine(-1, 1).Multiply(x.Square().Affine(3 * scale * Cubic, scale));
        return tanh.Affine(1, 1).Add(x.Multiply(slope)).Affine(0.5);
    }
}
