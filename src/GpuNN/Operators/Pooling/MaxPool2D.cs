using GpuNN.Backends;

namespace GpuNN;

/// <content>MaxPool2D.</content>
public static partial class Operators
{
    /// <inheritdoc cref="MaxPool1D(Tensor, int, MaxPool1DOptions?)"/>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="options">Stride s (the window's extents), padding p (0), dilation d (1), ceil mode (no).</param>
    public static Tensor MaxPool2D(this Tensor x, Size2D kernel, MaxPool2DOptions? options = null) =>
        MaxPool2D(x, kernel, options, withIndices: false).Values;

    /// <summary><see cref="MaxPool2D(Tensor, Size2D, MaxPool2DOptions?)"/>, and where in its plane each maximum lay
    /// (int64).</summary>
    /// <inheritdoc cref="MaxPool2D(Tensor, Size2D, MaxPool2DOptions?)"/>
    public static (Tensor Values, Tensor Indices) MaxPool2DWithIndices(
        this Tensor x, Size2D kernel, MaxPool2DOptions? options = null)
    {
        var (values, indices) = MaxPool2D(x, kernel, options, withIndices: true);
        return (values, indices!);
    }

    private static (Tensor Values, Tensor? Indices) MaxPool2D(
        Tensor x, Size2D kernel, MaxPool2DOptions? options, bool withIndices)
    {
        options ??= new();
        PoolingGeometry geometry = PoolGeometry(
            nameof(MaxPool2D), x, kernel, options.Stride ?? kernel, options.Padding, options.Dilation, options.CeilMode);
        return MaxPool(nameof(MaxPool2D), x, geometry, withIndices);
    }
}
