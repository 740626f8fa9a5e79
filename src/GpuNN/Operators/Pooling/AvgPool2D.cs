using GpuNN.Backends;

namespace GpuNN;

/// <content>AvgPool2D.</content>
public static partial class Operators
{
    /// <summary>The mean of each window.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="options">Stride s (the window's extent), padding p (0), ceil mode (no), whether padding counts in the mean
    /// (yes), a divisor of one's own (none).</param>
    /// <returns>[N, C, …] with extents ⌊(I + 2p − R)/s⌋ + 1, rounded up in ceil mode.</returns>
    /// <exception cref="ShapeMismatchException">The rank or an option does not fit, or there is no room for a
    /// window.</exception>
    public static Tensor AvgPool2D(this Tensor x, Size2D kernel, AvgPool2DOptions? options = null)
    {
        options ??= new();
        PoolingGeometry geometry = PoolGeometry(
            nameof(AvgPool2D), x, kernel, options.Stride ?? kernel, options.Padding, SpatialExtents.Uniform(2, 1), options.CeilMode);
        return AveragePool(nameof(AvgPool2D), x, geometry, options.CountIncludePad, options.DivisorOverride);
    }
}
