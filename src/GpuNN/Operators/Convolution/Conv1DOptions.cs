namespace GpuNN;

/// <summary>How a filter moves over a line.</summary>
public sealed record Conv1DOptions
{
    /// <summary>The filter's step.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros around the line.</summary>
    public Padding Padding { get; init; }

    /// <summary>The distance of neighbouring taps.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Into how many groups, which do not see each other, the channels are cut.</summary>
    public int Groups { get; init; } = 1;
}
