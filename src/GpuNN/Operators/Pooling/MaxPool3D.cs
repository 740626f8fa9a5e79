using GpuNN.Backends;

namespace GpuNN;

/// <content>MaxPool3D.</content>
public static partial class Operators
{
    /// <inheritdoc cref="MaxPool1D(Tensor, int, MaxPool1DOptions?)"/>
    /// <param name="x">[N, C, D, H, W], or without N.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="options">Stride s (the window's extents), padding p (0), dilation d (1), ceil mode (no).</param>
    public static Tensor MaxPool3D(this Tensor x, Size3D kernel, MaxPool3DOptions? options = null) =>
        MaxPool3D(x, kernel, options, withIndices: false).Values;

    /// <summary><see cref="MaxPool3D(Tensor, Size3D, MaxPool3DOptions?)"/>, and where in its plane each maximum lay
    /// (int64).</summary>
    /// <inheritdoc cref="MaxPool3D(Tensor, Size3D, MaxPool3DOptions?)"/>
    public static (Tensor Values, Tensor Indices) MaxPool3DWithIndices(
        this Tensor x, Size3D kernel, MaxPool3DOptions? options = null)
    {
        var (values, indices) = MaxPool3D(x, kernel, options, withIndices: true);
        return (values, indices!);
    }

    private static (Tensor Values, Tensor? Indices) MaxPool3D(
        Tensor x, Size3D kernel, MaxPool3DOptions? options, bool withIndices)
    {
        options ??= new();
        PoolingGeometry geometry = PoolGeometry(
            nameof(MaxPool3D), x, kernel, options.Stride ?? kernel, options.Padding, options.Dilation, options.CeilMode);
        return MaxPool(nameof(MaxPool3D), x, geometry, withIndices);
    }
}
