using GpuNN.Backends;

namespace GpuNN;

/// <content>AvgPool1D.</content>
public static partial class Operators
{
    /// <summary>The mean of each window.</summary>
    /// <param name="x">[N, C, W], or without N.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="options">Stride s (the window's extent), padding p (0), ceil mode (no), whether padding counts in the mean
    /// (yes), a divisor of one's own (none).</param>
    /// <returns>[N, C, …] with extents ⌊(I + 2p − R)/s⌋ + 1, rounded up in ceil mode.</returns>
    /// <exception cref="ShapeMismatchException">The rank or an option does not fit, or there is no room for a
    /// window.</exception>
    public static Tensor AvgPool1D(this Tensor x, int kernel, AvgPool1DOptions? options = null)
    {
        options ??= new();
        PoolingGeometry geometry = PoolGeometry(
            nameof(AvgPool1D), x, new SpatialExtents(kernel), new SpatialExtents(options.Stride ?? kernel), new SpatialExtents(options.Padding), new SpatialExtents(1), options.CeilMode);
        return AveragePool(nameof(AvgPool1D), x, geometry, options.CountIncludePad, options.DivisorOverride);
    }
}
