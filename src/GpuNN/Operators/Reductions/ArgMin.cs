namespace GpuNN;

/// <content>ArgMin.</content>
public static partial class Operators
{
    /// <summary>The row-major index of the smallest element, an int64 scalar.</summary>
    /// <inheritdoc cref="ArgMin(Tensor, int, bool)"/>
    public static Tensor ArgMin(this Tensor x) => x.Reshape(-1).ArgMin(0);

    /// <summary>The index of the smallest element along an axis, int64: the first of equal ones; NaN counts as the
    /// smallest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">There are no elements along it.</exception>
    public static Tensor ArgMin(this Tensor x, int axis, bool keepAxis = false) =>
        ArgReduce(nameof(ArgMin), x, axis, keepAxis, isMinimum: true);
}
