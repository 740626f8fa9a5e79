namespace GpuNN;

/// <content>Narrow.</content>
public static partial class Operators
{
    /// <summary>A view of part of an axis: positions start, ..., start + length − 1.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="start">The first position; a negative one counts from the end.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeMismatchException">The part reaches outside of the axis.</exception>
    public static Tensor Narrow(this Tensor x, int axis, long start, long length)
    {
        int along = x.Shape.NormalizeAxis(axis);
        long extent = x.Shape[along], first = start < 0 ? start + extent : start;
        if (first < 0 || length < 0 || first > extent - length)
            throw new ShapeMismatchException(nameof(Narrow), nameof(start), $"{length} positions from {start}", $"a part of the {extent} of axis {axis} of {x.Shape}");
        return first == 0 && length == extent ? x : RegionAlong(nameof(Narrow), x, along, first, length);
    }
}
