namespace GpuNN;

/// <summary>How a window that takes means moves over a volume.</summary>
public sealed record AvgPool3DOptions
{
    /// <summary>The window's steps; its extents where left out.</summary>
    public Size3D? Stride { get; init; }

    /// <summary>Zeros around the volume: half the window at most.</summary>
    public Size3D Padding { get; init; }

    /// <summary>Whether a last window that hangs over the end counts.</summary>
    public bool CeilMode { get; init; }

    /// <summary>Whether zeros of the padding count in the mean.</summary>
    public bool CountIncludePad { get; init; } = true;

    /// <summary>What sums are divided by instead of the number of positions.</summary>
    public int? DivisorOverride { get; init; }
}
