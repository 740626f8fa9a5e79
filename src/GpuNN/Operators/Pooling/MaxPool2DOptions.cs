namespace GpuNN;

/// <summary>How a window that looks for maxima moves over a image.</summary>
public sealed record MaxPool2DOptions
{
    /// <summary>The window's steps; its extents where left out.</summary>
    public Size2D? Stride { get; init; }

    /// <summary>Positions around the image that hold −∞: half the window at most.</summary>
    public Size2D Padding { get; init; }

    /// <summary>The distances of neighbouring positions of a window.</summary>
    public Size2D Dilation { get; init; } = 1;

    /// <summary>Whether a last window that hangs over the end counts.</summary>
    public bool CeilMode { get; init; }
}
