using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Minimum.</content>
public static partial class Operators
{
    /// <summary>The smaller of x and y, element by element, broadcasting; NaN where either is. Where they are equal each gets half of the
    /// gradient.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Minimum(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Minimum), ElementwiseFunction.Minimum, x, y);
        if (!Tape.Records(x, y)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Minimum));
        SavedTensor savedY = Tape.Save(y, nameof(Minimum));
        return Tape.Record(nameof(Minimum), result, [x, y], gradient =>
        [
            x.RequiresGrad ? ExtremumGradient(gradient, savedX.Value, savedY.Value, -1).ReduceTo(x) : null,
            y.RequiresGrad ? ExtremumGradient(gradient, savedY.Value, savedX.Value, -1).ReduceTo(y) : null,
        ]);
    }
}
