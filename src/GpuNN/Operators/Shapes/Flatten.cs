namespace GpuNN;

/// <content>Flatten.</content>
public static partial class Operators
{
    /// <summary>The same elements with a run of axes made one; a view where the strides allow it. A scalar becomes a
    /// vector.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="first">The first axis of the run; by default axis 1, so that batches stay.</param>
    /// <param name="last">The last axis of the run.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the last comes before the first.</exception>
    public static Tensor Flatten(this Tensor x, int first = 1, int last = -1)
    {
        if (x.Rank == 0) return x.Reshape(1);
        if (x.Rank == 1 && first == 1 && last == -1) return x;
        int start = x.Shape.NormalizeAxis(first), end = x.Shape.NormalizeAxis(last);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start, nameof(last));
        long[] extents = [.. x.Shape[..start].Extents, x.Shape[start..(end + 1)].Count, .. x.Shape[(end + 1)..].Extents];
        return x.Reshape(Shape.Create(extents));
    }
}
