using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>MaskedFill.</content>
public static partial class Operators
{
    /// <summary>A value where the mask is set, else x, element by element, broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeMismatchException">The mask is no <see cref="DType.Bool"/> tensor.</exception>
    public static Tensor MaskedFill(this Tensor x, Tensor mask, double value)
    {
        CheckMask(nameof(MaskedFill), nameof(mask), mask);
        Shape shape = BroadcastShape(nameof(MaskedFill), nameof(mask), x.Shape, mask.Shape);
        Tensor result = Elementwise(
            nameof(MaskedFill),
            new ElementwisePrimitive(ElementwiseFunction.MaskedFill, value),
            x.DType,
            shape,
            Broadcast(x, shape, x.DType),
            Broadcast(mask, shape, DType.Bool));
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(mask, nameof(MaskedFill));
        return Tape.Record(nameof(MaskedFill), result, x, gradient => gradient.MaskedFill(saved.Value, 0).SumTo(x.Shape));
    }
}
