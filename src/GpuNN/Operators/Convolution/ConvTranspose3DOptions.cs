namespace GpuNN;

/// <summary>The convolution of a volume whose transpose is taken.</summary>
public sealed record ConvTranspose3DOptions
{
    /// <summary>How far apart the elements of the volume come to lie.</summary>
    public Size3D Stride { get; init; } = 1;

    /// <summary>What is cut off at the faces.</summary>
    public Padding Padding { get; init; }

    /// <summary>How much larger the result is at the high ends: below the stride or the dilation.</summary>
    public Size3D OutputPadding { get; init; }

    /// <summary>The distances of neighbouring taps.</summary>
    public Size3D Dilation { get; init; } = 1;

    /// <summary>Into how many groups, which do not see each other, the channels are cut.</summary>
    public int Groups { get; init; } = 1;
}
