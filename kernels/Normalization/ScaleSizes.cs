namespace GpuNN.Kernels;

/// <summary>The sizes of <see cref="ScaleGradient{T}"/>.</summary>
internal readonly struct ScaleSizes
{
    public int Samples { get; init; }

    public int Channels { get; init; }

    public int Inner { get; init; }

    public int SampleRows { get; init; }

    public int ChannelsPerRow { get; init; }

    /// <summary>1 where a mean was taken off.</summary>
    public int IsCentred { get; init; }

    /// <summary>1 where dβ is wanted.</summary>
    public int HasShift { get; init; }
}
