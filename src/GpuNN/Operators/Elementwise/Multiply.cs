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
        return Tape.Records(x, y) ? RecordMultiply(result, x, y) : result;
    }

    private static Tensor RecordMultiply(Tensor result, Tensor x, Tensor y)
    {
        SavedTensor savedX = Tape.Save(x, nameof(Multiply));
        SavedTensor savedY = Tape.Save(y, nameof(Multiply));
        return Tape.Record(nameof(Multiply), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.Multiply(savedY.Value).ReduceTo(x) : null,
            y.RequiresGrad ? gradient.Multiply(savedX.Value).ReduceTo(y) : null,
        ]);
    }

    /// <summary>α·x + β, element by element. Integers stay integers where α and β are.</summary>
    public static Tensor Affine(this Tensor x, double alpha, double beta = 0)
    {
        Tensor operand = double.IsInteger(alpha) && double.IsInteger(beta) ? x : Real(x);
        Tensor result = Unary(nameof(Affine), ElementwiseFunction.Affine, operand, alpha, beta);
        return Tape.Records(x) ? Tape.Record(nameof(Affine), result, x, gradient => gradient.Affine(alpha)) : result;
    }
}
