namespace GpuNN;

/// <content>Slice.</content>
public static partial class Operators
{
    /// <summary>A view of positions start, start + step, ... below end along an axis. As in Python, negative positions count
    /// from the end, and those outside are moved to the nearest there is.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="start">The first position.</param>
    /// <param name="end">The position before which it ends.</param>
    /// <param name="step">The distance of neighbours, at least 1; <see cref="Flip"/> turns an axis round.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the step is below 1.</exception>
    public static Tensor Slice(this Tensor x, int axis, long start, long end = long.MaxValue, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        int along = x.Shape.NormalizeAxis(axis);
        long extent = x.Shape[along];
        long first = Math.Clamp(start < 0 ? start + extent : start, 0, extent);
        long last = Math.Clamp(end < 0 ? end + extent : end, first, extent);
        long length = (last - first + step - 1) / step;
        return RegionAlong(nameof(Slice), x, along, first, length, step);
    }

    /// <summary>A view by an index or a range for each of the leading axes; an index drops its axis. The indexer
    /// <c>x[0, 1..3, ^1]</c> is the same.</summary>
    /// <exception cref="ShapeMismatchException">There are more ranges than axes, or one reaches outside.</exception>
    public static Tensor Slice(this Tensor x, params ReadOnlySpan<AxisRange> ranges)
    {
        if (ranges.Length > x.Rank)
            throw new ShapeMismatchException(nameof(Slice), nameof(ranges), $"{ranges.Length} ranges", $"{x.Rank} at most for {x.Shape}");
        Tensor result = x;
        int axis = 0;
        foreach (AxisRange range in ranges)
        {
            var (start, length) = range.Resolve(result.Shape[axis]);
            result = range.DropsAxis ? result.Select(axis, start) : result.Narrow(axis++, start, length);
        }

        return result;
    }
}
