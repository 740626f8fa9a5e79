using GpuNN.Backends;

namespace GpuNN;

/// <content>AvgPool3D.</content>
public static partial class Operators
{
    /// <summary>The mean of each window.</summary>
    /// <param name="x">[N, C, D, H, W], or without N.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="options">Stride s (the window's extent), padding p (0), ceil mode (no), whether padding counts in the mean
    /// (yes), a divisor of one's own (none).</param>
    /// <returns>[N, C, …] with extents ⌊(I + 2p − R)/s⌋ + 1, rounded up in ceil mode.</returns>
    /// <exception cref="ShapeMismatchException">The rank or an option does not fit, or there is no room for a
    /// window.</exception>
    public static Tensor AvgPool3D(this Tensor x, Size3D kernel, AvgPool3DOptions? options = null)
    {
        options ??= new();
        PoolingGeometry geometry = PoolGeometry(
            nameof(AvgPool3D), x, kernel, options.Stride ?? kernel, options.Padding, SpatialExtents.Uniform(3, 1), options.CeilMode);
        return AveragePool(nameof(AvgPool3D), x, geometry, options.CountIncludePad, options.DivisorOverride);
    }
}
