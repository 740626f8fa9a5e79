using GpuNN.Backends;

namespace GpuNN;

/// <content>ConvTranspose1D.</content>
public static partial class Operators
{
    /// <summary>The transpose of <see cref="Conv1D"/>, that is its gradient by the input, used to enlarge a line:
    /// y[n, c, o·s + r·d − p] += x[n, k, o]·w[k, c, r], plus b[c].</summary>
    /// <param name="x">[N, K, W], or without N.</param>
    /// <param name="weight">w [K, C/G, R].</param>
    /// <param name="bias">b [C], or none.</param>
    /// <param name="options">Stride s, padding p, output padding, dilation d and groups G; by default 1, 0, 0, 1 and 1.</param>
    /// <returns>[N, C, …] with extents (I − 1)·s − paddings + d·(R − 1) + 1 + output padding.</returns>
    /// <exception cref="ShapeMismatchException">Ranks, channels, groups or the bias do not fit, the output padding reaches both
    /// stride and dilation, or nothing of the result is left.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor ConvTranspose1D(
        this Tensor x, Tensor weight, Tensor? bias = null, ConvTranspose1DOptions? options = null)
    {
        options ??= new();
        return ConvolveTransposed(
            nameof(ConvTranspose1D),
            x,
            weight,
            bias,
            new SpatialExtents(options.Stride),
            options.Padding,
            new SpatialExtents(options.OutputPadding),
            new SpatialExtents(options.Dilation),
            options.Groups);
    }
}
