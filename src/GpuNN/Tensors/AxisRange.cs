namespace GpuNN;

/// <summary>Which part of an axis an indexer takes: one position, whose axis is dropped, or a range. Converts from
/// <see cref="int"/>, <see cref="Index"/> and <see cref="Range"/>.</summary>
public readonly struct AxisRange
{
    private readonly Range _range;

    private AxisRange(Range range, bool dropsAxis)
    {
        _range = range;
        DropsAxis = dropsAxis;
    }

    /// <summary>Whether it is one position.</summary>
    public bool DropsAxis { get; }

    /// <summary>One position; a negative one counts from the end.</summary>
    public static implicit operator AxisRange(int index) => index < 0 ? new Index(~index + 1, fromEnd: true) : (Index)index;

    /// <summary>One position.</summary>
    public static implicit operator AxisRange(Index index) => new(new Range(index, index), dropsAxis: true);

    /// <summary>A range of positions.</summary>
    public static implicit operator AxisRange(Range range) => new(range, dropsAxis: false);

    /// <summary>The first position of an axis of an extent, and how many there are.</summary>
    /// <exception cref="ShapeMismatchException">They lie outside of the axis.</exception>
    internal (long Start, long Length) Resolve(long extent)
    {
        long start = Position(_range.Start, extent), end = DropsAxis ? start + 1 : Position(_range.End, extent);
        if (start < 0 || end > extent || end < start)
            throw new ShapeMismatchException("Slice", "ranges", DropsAxis ? $"{_range.Start}" : $"{_range}", $"positions of an axis of extent {extent}");
        return (start, end - start);
    }

    private static long Position(Index index, long extent) => index.IsFromEnd ? extent - index.Value : index.Value;
}
