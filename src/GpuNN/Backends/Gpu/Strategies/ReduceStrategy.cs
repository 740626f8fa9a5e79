namespace GpuNN.Backends.Gpu;

/// <summary>Who reduces an output element.</summary>
internal enum ReduceVariant
{
    /// <summary>A group, its items along the reduced axes.</summary>
    Rows,

    /// <summary>An item, its neighbours along the kept axes.</summary>
    Columns,
}

/// <summary>How a reduction runs.</summary>
/// <param name="Variant">Who reduces an element.</param>
/// <param name="Parts">Into how many parts the reduced axes are cut; a second stage combines them.</param>
/// <param name="Reason">Why.</param>
internal sealed record ReduceStrategy(ReduceVariant Variant, int Parts, string Reason)
{
    /// <summary>The elements that one item adds up before a part ends: short enough that float32 sums stay exact to a few
    /// units, long enough to pay for a second stage.</summary>
    private const int ColumnLength = 512;

    private const int RowLength = 16384;

    private const int ManyOutputs = 16384;

    /// <summary>Forces a strategy on this thread; tests run every variant with it.</summary>
    [field: ThreadStatic]
    public static ReduceStrategy? Forced { get; set; }

    /// <summary>Chooses by the shape.</summary>
    public static ReduceStrategy Choose(in StridedWalk kept, in StridedWalk reduced)
    {
        if (Forced is not null) return Forced;
        int outputs = Math.Max(kept.Count, 1), length = reduced.Count;
        if (length <= 32)
            return new(ReduceVariant.Columns, 1, $"{length} elements are too few for a group");
        bool areNeighboursKept = kept.InnerStride(0) != 0 && kept.InnerStride(0) < reduced.InnerStride(0);
        if (areNeighboursKept && (outputs >= 32 || length <= ColumnLength))
        {
            int parts = Cut(length, ColumnLength, outputs);
            return new(ReduceVariant.Columns, parts, $"{outputs} outputs lie innermost and {length} elements become each");
        }

        return new(ReduceVariant.Rows, Cut(length, RowLength, outputs), $"{length} elements, innermost, become each of {outputs} outputs");
    }

    /// <summary>What is worth timing: both, in parts as short as exact sums want them.</summary>
    public static IEnumerable<Candidate> Candidates(int outputs, int length)
    {
        yield return Of(ReduceVariant.Rows, RowLength);
        yield return Of(ReduceVariant.Columns, ColumnLength);

        Candidate Of(ReduceVariant variant, int most) =>
            new($"{variant}") { Reduce = new(variant, Cut(length, most, Math.Max(outputs, 1)), "it is a candidate") };
    }

    private static int Cut(int length, int most, int outputs) =>
        outputs >= ManyOutputs && length <= 8 * most ? 1 : Math.Clamp((length + most - 1) / most, 1, Math.Max(1, (1 << 24) / outputs));
}
