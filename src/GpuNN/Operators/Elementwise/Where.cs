using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Where.</content>
public static partial class Operators
{
    /// <summary>x where the condition is set, else y, element by element, broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeMismatchException">The condition is no <see cref="DType.Bool"/> tensor.</exception>
    public static Tensor Where(this Tensor condition, Tensor x, Tensor y)
    {
        CheckMask(nameof(Where), nameof(condition), condition);
        DType dtype = DTypeExtensions.Promote(x.DType, y.DType);
        Shape shape = BroadcastShape(
            nameof(Where), nameof(y), BroadcastShape(nameof(Where), nameof(x), condition.Shape, x.Shape), y.Shape);
        Tensor result = Elementwise(
            nameof(Where),
            new ElementwisePrimitive(ElementwiseFunction.Where),
            dtype,
            shape,
            Broadcast(condition, shape, DType.Bool),
            Broadcast(x, shape, dtype),
            Broadcast(y, shape, dtype));
        if (!Tape.Records(x, y)) return result;
        SavedTensor saved = Tape.Save(condition, nameof(Where));
        return Tape.Record(nameof(Where), result, [x, y], gradient =>
        [
            x.RequiresGrad ? gradient.MaskedFill(saved.Value.Not(), 0).ReduceTo(x) : null,
            y.RequiresGrad ? gradient.MaskedFill(saved.Value, 0).ReduceTo(y) : null,
        ]);
    }

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(this Tensor condition, Tensor x, double y) => condition.Where(x, ScalarLike(x, y));

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(this Tensor condition, double x, Tensor y) => condition.Where(ScalarLike(y, x), y);

    private static void CheckMask(string name, string argument, Tensor mask)
    {
        if (mask.DType != DType.Bool) throw new DTypeMismatchException(name, argument, $"{mask.DType}", $"{DType.Bool}");
    }
}
