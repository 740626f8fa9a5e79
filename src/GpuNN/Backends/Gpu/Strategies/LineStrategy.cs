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
    /// <summary>The longest line that an item reads several times on a GPU.</summary>
    private const int Short = 64;

    /// <summary>The same on the CLR, which steps a group's items through vectors.</summary>
    private const int ShortOnClr = 256;

    /// <summary>The lines for which items alone fill a GPU.</summary>
    private const int ManyLines = 1 << 16;

    /// <summary>The lines that one core searches by items as fast as by groups.</summary>
    private const int FewLines = 16;

    /// <summary>Forces a variant on this thread where it is possible; tests run both with it.</summary>
    [field: ThreadStatic]
    public static LineVariant? Forced { get; set; }

    /// <summary>Whether a group does it.</summary>
    public bool UsesGroups => Variant == LineVariant.Groups;

    /// <summary>For passes over a line that is read several times, as a softmax does.</summary>
    public static LineStrategy ForPasses(DeviceKind device, int length, int inner)
    {
        if (inner > 1) return new(LineVariant.Items, "neighbouring items read neighbours, since the axis is not innermost");
        if (Forced is { } forced) return new(forced, ForcedReason.Current);
        if (device == DeviceKind.OpenClProcessor) return new(LineVariant.Items, "a core goes through a line alone faster than by barriers");
        return length > (device == DeviceKind.Clr ? ShortOnClr : Short)
            ? new(LineVariant.Groups, $"a group reads {length} neighbours together")
            : new(LineVariant.Items, $"{length} elements are few for a group");
    }

    /// <summary>For a search, whose groups have an element for each item.</summary>
    public static LineStrategy ForSearch(DeviceKind device, int lines, int length)
    {
        if (Choose(device, lines, length) is { } found) return found;
        return device == DeviceKind.Clr && lines < FewLines
            ? new(LineVariant.Groups, $"the CLR searches {lines} lines by vectors of a group's items")
            : new(LineVariant.Items, "a core goes through a line alone faster than by barriers");
    }

    /// <summary>For running sums, whose groups have an element for each item.</summary>
    public static LineStrategy ForScan(DeviceKind device, int lines, int length) =>
        Choose(device, lines, length) ?? new(LineVariant.Items, "a core adds a line up alone, where a group adds it up eight times");

    /// <summary>What is worth timing for passes.</summary>
    public static IEnumerable<Candidate> CandidatesForPasses(int inner) => Candidates(inner == 1);

    /// <summary>What is worth timing for a search or a scan.</summary>
    public static IEnumerable<Candidate> CandidatesForScans(int length) => Candidates(length >= LaunchGrid.GroupSize);

    /// <summary>The choice in a line.</summary>
    public override string ToString() => $"{(UsesGroups ? "a group" : "an item")} per line, since {Reason}";

    /// <summary>What does not depend on the kind of processor.</summary>
    private static LineStrategy? Choose(DeviceKind device, int lines, int length)
    {
        if (length < LaunchGrid.GroupSize) return new(LineVariant.Items, $"{length} elements are few for a group");
        if (Forced is { } forced) return new(forced, ForcedReason.Current);
        if (device != DeviceKind.Gpu) return null;
        return lines < ManyLines
            ? new(LineVariant.Groups, $"{lines} lines of {length} are few and long")
            : new(LineVariant.Items, $"{lines} lines fill a device");
    }

    private static IEnumerable<Candidate> Candidates(bool mayUseGroups)
    {
        yield return new(nameof(LineVariant.Items)) { Line = LineVariant.Items };
        if (mayUseGroups) yield return new(nameof(LineVariant.Groups)) { Line = LineVariant.Groups };
    }
}
