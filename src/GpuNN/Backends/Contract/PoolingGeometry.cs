namespace GpuNN.Backends;

/// <summary>The sizes of a pooling over one to three spatial axes: window o covers the positions
/// o·stride + r·dilation − paddingLow of the image for r below the kernel's extent, those outside the image left out.
/// Every leading axis of the tensors counts planes that are pooled alike.</summary>
/// <param name="Input">The image's extents.</param>
/// <param name="Kernel">The window's extents.</param>
/// <param name="Stride">Steps of the window.</param>
/// <param name="PaddingLow">Positions before the image.</param>
/// <param name="PaddingHigh">Positions after the image, not counting what rounding up adds.</param>
/// <param name="Dilation">Steps between neighbouring positions of a window.</param>
/// <param name="Output">The result's extents, given since they may be rounded up (ceil mode).</param>
public readonly record struct PoolingGeometry(
    SpatialExtents Input,
    SpatialExtents Kernel,
    SpatialExtents Stride,
    SpatialExtents PaddingLow,
    SpatialExtents PaddingHigh,
    SpatialExtents Dilation,
    SpatialExtents Output)
{
    /// <summary>The number of spatial axes.</summary>
    public int Rank => Input.Rank;
}
