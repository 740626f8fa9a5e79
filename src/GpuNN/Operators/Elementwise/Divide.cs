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
        if (!Tape.Records(x, y)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Divide)), savedY = Tape.Save(y, nameof(Divide));
        return Tape.Record(nameof(Divide), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.Divide(savedY.Value).ReduceTo(x) : null,
            y.RequiresGrad
                ? gradient.Multiply(savedX.Value).Divide(savedY.Value.Square()).Negate().ReduceTo(y)
                : null,
        ]);
    }
}
