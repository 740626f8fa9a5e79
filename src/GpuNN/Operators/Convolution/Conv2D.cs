using GpuNN.Backends;

namespace GpuNN;

/// <content>Conv2D.</content>
public static partial class Operators
{
    /// <summary>The cross-correlation of an image with a filter, summed over the channels of a group:
    /// y[n, k, i, j] = Σ x[n, c, i·s + r·d − p, j·s + q·d − p]·w[k, c, r, q] + b[k].</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="weight">w [K, C/G, R, S].</param>
    /// <param name="bias">b [K], or none.</param>
    /// <param name="options">Stride s, padding p, dilation d and groups G; by default 1, 0, 1 and 1.</param>
    /// <param name="activation">Applied to the sum in the same pass.</param>
    /// <returns>[N, K, …] with extents ⌊(I + padding − d·(R − 1) − 1)/s⌋ + 1.</returns>
    /// <exception cref="ShapeMismatchException">Ranks, channels, groups or the bias do not fit, or the filter is larger than
    /// the padded input.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor Conv2D(
        this Tensor x,
        Tensor weight,
        Tensor? bias = null,
        Conv2DOptions? options = null,
        Activation activation = Activation.Identity)
    {
        options ??= new();
        return Convolve(
            nameof(Conv2D), x, weight, bias, options.Stride, options.Padding, options.Dilation, options.Groups, activation);
    }
}
