namespace GpuNN.Backends.Gpu;

/// <summary>Into how many parts the sums of a normalisation are cut, each for a group, or an item, of its own.</summary>
/// <param name="Parts">The parts; with one there is no second stage.</param>
/// <param name="Reason">Why.</param>
internal sealed record NormalizationStrategy(int Parts, string Reason)
{
    /// <summary>The groups that fill a device.</summary>
    private const int ManyGroups = 256;

    /// <summary>The elements that are worth a group of their own.</summary>
    private const int GroupElements = 8192;

    /// <summary>The rows that are worth an item of their own.</summary>
    private const int ItemRows = 64;

    private const int ManyItems = 1 << 15;

    /// <summary>Forces a number of parts on this thread; tests run every variant with it.</summary>
    [field: ThreadStatic]
    public static int? Forced { get; set; }

    /// <summary>For a group per row.</summary>
    public static NormalizationStrategy ForGroups(int rows, int length) => Choose(rows, length, ManyGroups, GroupElements);

    /// <summary>For an item per column.</summary>
    public static NormalizationStrategy ForItems(int columns, int length) => Choose(columns, length, ManyItems, ItemRows);

    /// <summary>What is worth timing.</summary>
    public static IEnumerable<Candidate> Candidates()
    {
        foreach (int parts in (int[])[1, 4, 16, 64])
            yield return new(parts == 1 ? "one stage" : $"{parts} parts") { NormalizationParts = parts };
    }

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{(Parts == 1 ? "one stage" : $"{Parts} parts and a second stage")}, since {Reason}";

    private static NormalizationStrategy Choose(int sums, int length, int many, int least)
    {
        if (Forced is { } forced) return Cut(length, forced, ForcedReason.Current);
        return sums >= many || length < 2 * least
            ? new(1, $"there are {sums} sums of {length}")
            : Cut(length, Math.Min(length / least, (many + sums - 1) / sums), $"{sums} sums of {length} leave a device idle");
    }

    /// <summary>As many parts as that, none of them empty.</summary>
    private static NormalizationStrategy Cut(int length, int parts, string reason)
    {
        int chunk = Math.Max((length + parts - 1) / parts, 1);
        return new(Math.Max((length + chunk - 1) / chunk, 1), reason);
    }
}
