namespace GpuNN;

/// <summary>The convolution of a line whose transpose is taken.</summary>
public sealed record ConvTranspose1DOptions
{
    /// <summary>How far apart the elements of the line come to lie.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>What is cut off at the ends.</summary>
    public Padding Padding { get; init; }

    /// <summary>How much longer the result is at the high end: below the stride or the dilation.</summary>
    public int OutputPadding { get; init; }

    /// <summary>The distance of neighbouring taps.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Into how many groups, which do not see each other, the channels are cut.</summary>
    public int Groups { get; init; } = 1;
}
