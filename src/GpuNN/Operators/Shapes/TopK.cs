namespace GpuNN;

/// <content>TopK.</content>
public static partial class Operators
{
    /// <summary>The largest or smallest elements along an axis, in order, and where they came from (int64). Of equal ones the
    /// first come first; NaN counts as greater than any number.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="count">How many.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="largest">Whether the largest are sought.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The axis has fewer elements.</exception>
    public static (Tensor Values, Tensor Indices) TopK(this Tensor x, long count, int axis = -1, bool largest = true)
    {
        if (count < 0 || count > x.Shape[axis])
            throw new ShapeMismatchException(nameof(TopK), nameof(count), $"{count}", $"0 to the {x.Shape[axis]} of axis {axis} of {x.Shape}");
        return SortFirst(nameof(TopK), x, axis, largest, count);
    }
}
