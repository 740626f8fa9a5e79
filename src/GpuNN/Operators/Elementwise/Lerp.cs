using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Lerp.</content>
public static partial class Operators
{
    /// <summary>x + w·(y − x), element by element, broadcasting: x at w = 0, y at w = 1.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Lerp(this Tensor x, Tensor y, Tensor weight)
    {
        Tensor result = Ternary(nameof(Lerp), ElementwiseFunction.Lerp, Real(x), y, weight);
        if (!Tape.Records(x, y, weight)) return result;
        SavedTensor savedX = Tape.Save(x, nameof(Lerp)), savedY = Tape.Save(y, nameof(Lerp)), savedWeight = Tape.Save(weight, nameof(Lerp));
        return Tape.Record(nameof(Lerp), result, [x, y, weight], gradient =>
        [
            x.RequiresGrad ? gradient.Multiply(savedWeight.Value.Affine(-1, 1)).ReduceTo(x) : null,
            y.RequiresGrad ? gradient.Multiply(savedWeight.Value).ReduceTo(y) : null,
            weight.RequiresGrad ? gradient.Multiply(savedY.Value.Subtract(savedX.Value)).ReduceTo(weight) : null,
        ]);
    }

    /// <summary>x + w·(y − x), element by element, broadcasting: x at w = 0, y at w = 1.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static Tensor Lerp(this Tensor x, Tensor y, double weight)
    {
        Tensor result = Binary(nameof(Lerp), ElementwiseFunction.LerpScalar, Real(x), y, weight);
        return Tape.Records(x, y)
            ? Tape.Record(nameof(Lerp), result, [x, y], gradient =>
            [
                x.RequiresGrad ? gradient.Affine(1 - weight).ReduceTo(x) : null,
                y.RequiresGrad ? gradient.Affine(weight).ReduceTo(y) : null,
            ])
            : result;
    }
}
