namespace GpuNN;

/// <summary>How a window that takes means moves over a line.</summary>
public sealed record AvgPool1DOptions
{
    /// <summary>The window's step; its extent where left out.</summary>
    public int? Stride { get; init; }

    /// <summary>Zeros around the line: half the window at most.</summary>
    public int Padding { get; init; }

    /// <summary>Whether a last window that hangs over the end counts.</summary>
    public bool CeilMode { get; init; }

    /// <summary>Whether zeros of the padding count in the mean.</summary>
    public bool CountIncludePad { get; init; } = true;

    /// <summary>What sums are divided by instead of the number of positions.</summary>
    public int? DivisorOverride { get; init; }
}
