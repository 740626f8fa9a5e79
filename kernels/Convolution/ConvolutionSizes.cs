namespace GpuNN.Kernels;

/// <summary>The sizes of a convolution x (N, C, I) ∗ w (K, C/G, R) → y (N, K, O) as kernels take them.</summary>
internal readonly struct ConvolutionSizes
{
    /// <summary>C / G.</summary>
    public int InputChannels { get; init; }

    /// <summary>K / G.</summary>
    public int OutputChannels { get; init; }

    /// <summary>G.</summary>
    public int Groups { get; init; }

    /// <summary>I.</summary>
    public SpatialSizes Input { get; init; }

    /// <summary>O.</summary>
    public SpatialSizes Output { get; init; }

    /// <summary>R.</summary>
    public SpatialSizes Kernel { get; init; }

    public SpatialSizes Stride { get; init; }

    /// <summary>Zeros before the image.</summary>
    public SpatialSizes Padding { get; init; }

    public SpatialSizes Dilation { get; init; }
}
