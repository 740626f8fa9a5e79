using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Maximum.</content>
public static partial class Operators
{
    /// <summary>The larger of x and y, element by element, broadcasting; NaN where either is. Where they are equal each gets half of the
    /// gradient.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Maximum(this Tensor x, Tensor y)
    {
        Tensor result = Binary(nameof(Maximum), ElementwiseFunction.Maximum, x, y);
        if (!Tape.Records(x, y)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Maximum));
        SavedTensor savedY = Tape.Save(y, nameof(Maximum));
        return Tape.Record(nameof(Maximum), result, [x, y], gradient =>
        [
            x.RequiresGrad ? ExtremumGradient(gradient, savedX.Value, savedY.Value, 1).ReduceTo(x) : null,
            y.RequiresGrad ? ExtremumGradient(gradient, savedY.Value, savedX.Value, 1).ReduceTo(y) : null,
        ]);
    }

    /// <summary>The share of a gradient that goes to x of the larger (sign 1) or smaller (sign −1) of x and y; linear in the
    /// gradient.</summary>
    private static Tensor ExtremumGradient(Tensor gradient, Tensor x, Tensor y, double sign)
    {
        Tensor result = Ternary(nameof(ExtremumGradient), ElementwiseFunction.ExtremumGradient, gradient, x, y, sign);
        return Tape.Records(gradient)
            ? Tape.Record(nameof(ExtremumGradient), result, gradient, incoming => ExtremumGradient(incoming, x, y, sign))
            : result;
    }
}
