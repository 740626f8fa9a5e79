namespace GpuNN;

/// <content>Select.</content>
public static partial class Operators
{
    /// <summary>A view of one position of an axis, which is dropped.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="index">The position; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">There is no such position.</exception>
    public static Tensor Select(this Tensor x, int axis, long index)
    {
        int along = x.Shape.NormalizeAxis(axis);
        long extent = x.Shape[along], position = index < 0 ? index + extent : index;
        if (position < 0 || position >= extent)
            throw new ShapeMismatchException(nameof(Select), nameof(index), $"{index}", $"a position of axis {axis} of {x.Shape}");
        return RegionAlong(nameof(Select), x, along, position, 1).Squeeze(along);
    }
}
