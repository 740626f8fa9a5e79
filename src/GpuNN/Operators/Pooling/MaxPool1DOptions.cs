namespace GpuNN;

/// <summary>How a window that looks for maxima moves over a line.</summary>
public sealed record MaxPool1DOptions
{
    /// <summary>The window's step; its extent where left out.</summary>
    public int? Stride { get; init; }

    /// <summary>Positions around the line that hold −∞: half the window at most.</summary>
    public int Padding { get; init; }

    /// <summary>The distance of neighbouring positions of a window.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Whether a last window that hangs over the end counts.</summary>
    public bool CeilMode { get; init; }
}
