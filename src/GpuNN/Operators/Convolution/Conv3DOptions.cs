namespace GpuNN;

/// <summary>How a filter moves over a volume.</summary>
public sealed record Conv3DOptions
{
    /// <summary>The filter's steps.</summary>
    public Size3D Stride { get; init; } = 1;

    /// <summary>Zeros around the volume.</summary>
    public Padding Padding { get; init; }

    /// <summary>The distances of neighbouring taps.</summary>
    public Size3D Dilation { get; init; } = 1;

    /// <summary>Into how many groups, which do not see each other, the channels are cut.</summary>
    public int Groups { get; init; } = 1;
}
