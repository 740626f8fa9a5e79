namespace GpuNN.Kernels;

/// <summary>The sizes of a pooling as kernels take them; see <see cref="Window"/>.</summary>
internal readonly struct PoolingSizes
{
    public SpatialSizes Input { get; init; }

    public SpatialSizes Output { get; init; }

    public SpatialSizes Kernel { get; init; }

    public SpatialSizes Stride { get; init; }

    /// <summary>Positions before the image.</summary>
    public SpatialSizes Padding { get; init; }

    /// <summary>Positions after the image.</summary>
    public SpatialSizes PaddingHigh { get; init; }

    public SpatialSizes Dilation { get; init; }

    /// <summary>1 where windows divide the image evenly, from ⌊o·I/O⌋ to below ⌈(o+1)·I/O⌉.</summary>
    public int IsAdaptive { get; init; }

    /// <summary>1 where padding counts in a mean.</summary>
    public int CountsPadding { get; init; }

    /// <summary>The divisor of a mean, or 0.</summary>
    public int Divisor { get; init; }
}
