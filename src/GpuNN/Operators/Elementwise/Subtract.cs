using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Subtract.</content>
public static partial class Operators
{
    /// <summary>x − y, element by element, broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Subtract(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Subtract), ElementwiseFunction.Subtract, x, y);
        return Tape.Records(x, y) ? RecordSubtract(result, x, y) : result;
    }

    private static Tensor RecordSubtract(Tensor result, Tensor x, Tensor y)
    {
        return Tape.Record(nameof(Subtract), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.ReduceTo(x) : null,
            y.RequiresGrad ? gradient.Negate().ReduceTo(y) : null,
        ]);
    }
}
