using GpuNN.Backends;

namespace GpuNN;

/// <content>MaxPool1D.</content>
public static partial class Operators
{
    /// <summary>The largest element of each window; NaN where there is one. Of equal elements the first gets the
    /// gradient.</summary>
    /// <param name="x">[N, C, W], or without N.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="options">Stride s (the window's extent), padding p (0), dilation d (1), ceil mode (no).</param>
    /// <returns>[N, C, …] with extents ⌊(I + 2p − d·(R − 1) − 1)/s⌋ + 1, rounded up in ceil mode.</returns>
    /// <exception cref="ShapeMismatchException">The rank or an option does not fit, or there is no room for a
    /// window.</exception>
    public static Tensor MaxPool1D(this Tensor x, int kernel, MaxPool1DOptions? options = null) =>
        MaxPool1D(x, kernel, options, withIndices: false).Values;

    /// <summary><see cref="MaxPool1D(Tensor, int, MaxPool1DOptions?)"/>, and where in its plane each maximum lay
    /// (int64).</summary>
    /// <inheritdoc cref="MaxPool1D(Tensor, int, MaxPool1DOptions?)"/>
    public static (Tensor Values, Tensor Indices) MaxPool1DWithIndices(
        this Tensor x, int kernel, MaxPool1DOptions? options = null)
    {
        var (values, indices) = MaxPool1D(x, kernel, options, withIndices: true);
        return (values, indices!);
    }

    private static (Tensor Values, Tensor? Indices) MaxPool1D(
        Tensor x, int kernel, MaxPool1DOptions? options, bool withIndices)
    {
        options ??= new();
        PoolingGeometry geometry = PoolGeometry(
            nameof(MaxPool1D), x, new SpatialExtents(kernel), new SpatialExtents(options.Stride ?? kernel), new SpatialExtents(options.Padding), new SpatialExtents(options.Dilation), options.CeilMode);
        return MaxPool(nameof(MaxPool1D), x, geometry, withIndices);
    }
}
