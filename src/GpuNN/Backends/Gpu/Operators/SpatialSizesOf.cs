using GpuNN.Kernels;

namespace GpuNN.Backends.Gpu;

/// <summary>Geometries of the contract as kernels take them: always three axes.</summary>
internal static class SpatialSizesOf
{
    /// <summary>Extents, strides or dilations: missing axes are 1.</summary>
    public static SpatialSizes Extents(SpatialExtents extents) => Pad(extents, 1);

    /// <summary>Paddings: missing axes are 0.</summary>
    public static SpatialSizes Paddings(SpatialExtents paddings) => Pad(paddings, 0);

    /// <summary>The last axes of a shape.</summary>
    public static SpatialSizes Trailing(in Shape shape, int rank) => new(
        rank > 2 ? (int)shape[-3] : 1, rank > 1 ? (int)shape[-2] : 1, (int)shape[-1]);

    public static ConvolutionSizes Of(in ConvolutionGeometry geometry) => new()
    {
        InputChannels = geometry.InputChannels / geometry.Groups,
        OutputChannels = geometry.OutputChannels / geometry.Groups,
        Groups = geometry.Groups,
        Input = Extents(geometry.Input),
        Output = Extents(geometry.Output),
        Kernel = Extents(geometry.Kernel),
        Stride = Extents(geometry.Stride),
        Padding = Paddings(geometry.PaddingLow),
        Dilation = Extents(geometry.Dilation),
    };

    public static PoolingSizes Of(in PoolingGeometry geometry) => new()
    {
        Input = Extents(geometry.Input),
        Output = Extents(geometry.Output),
        Kernel = Extents(geometry.Kernel),
        Stride = Extents(geometry.Stride),
        Padding = Paddings(geometry.PaddingLow),
        PaddingHigh = Paddings(geometry.PaddingHigh),
        Dilation = Extents(geometry.Dilation),
    };

    private static SpatialSizes Pad(SpatialExtents extents, int missing) => extents.Rank switch
    {
        1 => new(missing, missing, extents[0]),
        2 => new(missing, extents[0], extents[1]),
        _ => new(extents[0], extents[1], extents[2]),
    };
}
