using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Who handles a line.</summary>
internal enum LineVariant
{
    /// <summary>An item each.</summary>
    Items,

    /// <summary>A group each.</summary>
    Groups,
}

/// <summary>How lines of (outer, length, inner) are handled, one along the middle axis for each place of the others.</summary>
/// <param name="Variant">By whom.</param>
/// <param name="Reason">Why.</param>
internal sealed record LineStrategy(LineVariant Variant, string Reason)
{
    /// <summary>The longest line that an item reads several times.</summary>
    private const int Short = 64;

    /// <summary>The lines for which items alone fill a device.</summary>
    private const int ManyLines = 1 << 16;

    /// <summary>Forces a variant on this thread where it is possible; tests run both with it.</summary>
    [field: ThreadStatic]
    public static LineVariant? Forced { get; set; }

    /// <summary>Whether a group does it.</summary>
    public bool UsesGroups => Variant == LineVariant.Groups;

    /// <summary>For passes over a line that is read several times, as a softmax does.</summary>
    public static LineStrategy ForPasses(int length, int inner)
    {
        if (inner > 1) return new(LineVariant.Items, "neighbouring items read neighbours, since the axis is not innermost");
        if (Forced is { } forced) return new(forced, ForcedReason.Current);
        return length > Short
            ? new(LineVariant.Groups, $"a group reads {length} neighbours together")
            : new(LineVariant.Items, $"{length} elements are few for a group");
    }

    /// <summary>For a search or a scan, whose groups have an element for each item.</summary>
    public static LineStrategy ForScans(int outer, int length, int inner)
    {
        if (length < LaunchGrid.GroupSize) return new(LineVariant.Items, $"{length} elements are few for a group");
        if (Forced is { } forced) return new(forced, ForcedReason.Current);
        return outer * inner < ManyLines
            ? new(LineVariant.Groups, $"{outer * inner} lines of {length} are few and long")
            : new(LineVariant.Items, $"{outer * inner} lines fill a device");
    }

    /// <summary>What is worth timing for passes.</summary>
    public static IEnumerable<Candidate> CandidatesForPasses(int inner) => Candidates(inner == 1);

    /// <summary>What is worth timing for a search or a scan.</summary>
    public static IEnumerable<Candidate> CandidatesForScans(int length) => Candidates(length >= LaunchGrid.GroupSize);

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{(UsesGroups ? "a group" : "an item")} per line, since {Reason}";

    private static IEnumerable<Candidate> Candidates(bool mayUseGroups)
    {
        yield return new(nameof(LineVariant.Items)) { Line = LineVariant.Items };
        if (mayUseGroups) yield return new(nameof(LineVariant.Groups)) { Line = LineVariant.Groups };
    }
}
