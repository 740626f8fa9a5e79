using GpuNN.Backends;

namespace GpuNN;

/// <content>ArgMax.</content>
public static partial class Operators
{
    /// <summary>The row-major index of the largest element, an int64 scalar.</summary>
    /// <inheritdoc cref="ArgMax(Tensor, int, bool)"/>
    public static Tensor ArgMax(this Tensor x) => x.Reshape(-1).ArgMax(0);

    /// <summary>The index of the largest element along an axis, int64: the first of equal ones; NaN counts as the
    /// largest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">There are no elements along it.</exception>
    public static Tensor ArgMax(this Tensor x, int axis, bool keepAxis = false) =>
        ArgReduce(nameof(ArgMax), x, axis, keepAxis, isMinimum: false);

    private static Tensor ArgReduce(string name, Tensor x, int axis, bool keepAxis, bool isMinimum)
    {
        CheckHasElements(name, x, [axis]);
        int reduced = x.Shape.NormalizeAxis(axis);
        Shape kept = x.Shape.With(reduced, 1);
        Tensor result = Dispatcher.Run(name, new ArgReducePrimitive(reduced, isMinimum), DType.Int64, kept, x);
        return keepAxis ? result : ReshapeResult(result, x.Shape.Remove(reduced));
    }
}
