using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Divide.</content>
public static partial class Operators
{
    /// <summary>x / y, element by element, broadcasting; of integers in float32.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Divide(this Tensor x, Tensor y)
    {
        bool isReal = x.DType.IsFloatingPoint() || y.DType.IsFloatingPoint();
        Tensor result = Binary(nameof(Divide), ElementwiseFunction.Divide, isReal ? x : Real(x), isReal ? y : Real(y));
        return Tape.Records(x, y) ? RecordDivide(result, x, y) : result;
    }

    private static Tensor RecordDivide(Tensor result, Tensor x, Tensor y)
    {
        SavedTensor savedX = Tape.Save(x, nameof(Divide)), savedY = Tape.Save(y, nameof(Divide));
        return Tape.Record(nameof(Divide), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.Divide(savedY.Value).ReduceTo(x) : null,
            y.RequiresGrad
                ? gradient.Multiply(savedX.Value).Divide(savedY.Value.Square()).Negate().ReduceTo(y)
                : null,
        ]);
    }

    /// <summary>x / y, element by element; of integers in float32. Rounded as a division is: a product with 1/y only where
    /// that is exact.</summary>
    public static Tensor Divide(this Tensor x, double y)
    {
        bool isPowerOfTwo = double.IsNormal(y) && double.IsNormal(1 / y) && Math.ScaleB(y, -Math.ILogB(y)) is 1 or -1;
        return isPowerOfTwo ? Real(x).Affine(1 / y) : Real(x).Divide(ScalarLike(Real(x), y));
    }

    /// <summary>x / y, element by element; of integers in float32.</summary>
    public static Tensor Divide(double x, Tensor y) => ScalarLike(Real(y), x).Divide(Real(y));
}
