using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>How lines are sorted.</summary>
internal enum SortVariant
{
    /// <summary>A bitonic network in shared memory holds whole lines.</summary>
    Block,

    /// <summary>The same network over tiles of a line, each of which passes on its first elements.</summary>
    Selection,

    /// <summary>By digits, the least significant first.</summary>
    Radix,
}

/// <summary>The choice for a sort, or the first elements of one.</summary>
/// <param name="Variant">The way.</param>
/// <param name="Reason">Why.</param>
internal sealed record SortStrategy(SortVariant Variant, string Reason)
{
    /// <summary>The most elements that a tile may pass on: every round leaves an eighth or less.</summary>
    private const int Few = BitonicNetwork.Slots / 8;

    /// <summary>Forces a variant on this thread where it is possible; tests run every one with it.</summary>
    [field: ThreadStatic]
    public static SortVariant? Forced { get; set; }

    /// <summary>Chooses by the shape.</summary>
    public static SortStrategy Choose(int length, int wanted)
    {
        bool fits = length <= BitonicNetwork.Slots, isSelection = wanted <= Few;
        if (Forced == SortVariant.Radix || (Forced == SortVariant.Block && fits) || (Forced == SortVariant.Selection && isSelection))
            return new(Forced.Value, ForcedReason.Current);
        if (fits) return new(SortVariant.Block, $"lines of {length} fit into shared memory");
        return isSelection
            ? new(SortVariant.Selection, $"{wanted} of {length} are wanted, and a tile of {BitonicNetwork.Slots} leaves few")
            : new(SortVariant.Radix, $"lines of {length} are long and {wanted} of each are wanted");
    }

    /// <summary>What is worth timing.</summary>
    public static IEnumerable<Candidate> Candidates(int length, int wanted)
    {
        if (length <= BitonicNetwork.Slots) yield return new(nameof(SortVariant.Block)) { Sort = SortVariant.Block };
        if (wanted <= Few) yield return new(nameof(SortVariant.Selection)) { Sort = SortVariant.Selection };
        yield return new(nameof(SortVariant.Radix)) { Sort = SortVariant.Radix };
    }

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{Variant}, since {Reason}";
}
