namespace GpuNN.Backends.Gpu;

/// <summary>How terms are added by index.</summary>
internal enum AddByIndexVariant
{
    /// <summary>An item per line goes through its indices in order: deterministic, one pass, as many items as lines.</summary>
    Lines,

    /// <summary>The indices are sorted, then equal ones summed in order: deterministic, items enough for a device.</summary>
    Sorted,

    /// <summary>Float atomics: one pass with an item per term, but sums in the order of arrival.</summary>
    Atomic,
}

/// <summary>The choice for adding by index.</summary>
/// <param name="Variant">The way.</param>
/// <param name="Reason">Why.</param>
internal sealed record AddByIndexStrategy(AddByIndexVariant Variant, string Reason)
{
    /// <summary>The most indices that an item goes through where items are too few for the device.</summary>
    private const int FewIndices = 64;

    /// <summary>The lines that fill a GPU.</summary>
    private const int ManyLines = 1 << 15;

    /// <summary>Forces a variant on this thread where it is possible; tests run every one with it.</summary>
    [field: ThreadStatic]
    public static AddByIndexVariant? Forced { get; set; }

    /// <summary>Whether equal numbers give equal bits.</summary>
    public bool IsDeterministic => Variant != AddByIndexVariant.Atomic;

    /// <summary>Chooses for a number of lines, each with a number of indices.</summary>
    public static AddByIndexStrategy Choose(DeviceKind device, DType dtype, int lines, int indices)
    {
        bool canBeAtomic = dtype == DType.Float32 && !Determinism.IsRequired;
        if (Forced is { } forced && (canBeAtomic || forced != AddByIndexVariant.Atomic)) return new(forced, ForcedReason.Current);
        if (device != DeviceKind.Gpu) return new(AddByIndexVariant.Lines, "a core goes through indices faster than they are sorted");
        if (indices <= FewIndices) return new(AddByIndexVariant.Lines, $"an item goes through {indices} indices quickly");
        if (lines >= ManyLines) return new(AddByIndexVariant.Lines, $"{lines} lines fill the device");
        return canBeAtomic
            ? new(AddByIndexVariant.Atomic, "a GPU's atomics need no sort, and nobody demands determinism")
            : new(AddByIndexVariant.Sorted, $"{lines} lines are few for {indices} indices each");
    }

    /// <summary>What is worth timing.</summary>
    public static IEnumerable<Candidate> Candidates(DType dtype)
    {
        yield return new(nameof(AddByIndexVariant.Lines)) { AddByIndex = AddByIndexVariant.Lines };
        yield return new(nameof(AddByIndexVariant.Sorted)) { AddByIndex = AddByIndexVariant.Sorted };
        if (dtype == DType.Float32) yield return new(nameof(AddByIndexVariant.Atomic)) { AddByIndex = AddByIndexVariant.Atomic };
    }

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{Variant}{(IsDeterministic ? string.Empty : " (not deterministic)")}, since {Reason}";
}
