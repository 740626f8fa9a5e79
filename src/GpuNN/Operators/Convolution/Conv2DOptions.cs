namespace GpuNN;

/// <summary>How a filter moves over an image.</summary>
public sealed record Conv2DOptions
{
    /// <summary>The filter's steps.</summary>
    public Size2D Stride { get; init; } = 1;

    /// <summary>Zeros around the image.</summary>
    public Padding Padding { get; init; }

    /// <summary>The distances of neighbouring taps.</summary>
    public Size2D Dilation { get; init; } = 1;

    /// <summary>Into how many groups, which do not see each other, the channels are cut.</summary>
    public int Groups { get; init; } = 1;
}
