using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Multiply.</content>
public static partial class Operators
{
    /// <summary>x · y, element by element, broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Multiply(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Multiply), ElementwiseFunction.Multiply, x, y);
        if (!Tape.Records(x, y)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Multiply)), savedY = Tape.Save(y, nameof(Multiply));
        return Tape.Record(nameof(Multiply), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.Multiply(savedY.Value).SumTo(x.Shape) : null,
            y.RequiresGrad ? gradient.Multiply(savedX.Value).SumTo(y.Shape) : null,
        ]);
    }

    /// <summary>α·x + β, element by element.</summary>
    public static Tensor Affine(this Tensor x, double alpha, double beta = 0)
    {
        Tensor result = Unary(nameof(Affine), ElementwiseFunction.Affine, x, alpha, beta);
        return Tape.Records(x) ? Tape.Record(nameof(Affine), result, x, gradient => gradient.Affine(alpha)) : result;
    }
}
