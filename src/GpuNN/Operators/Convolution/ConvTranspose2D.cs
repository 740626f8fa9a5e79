namespace GpuNN;

/// <content>ConvTranspose2D.</content>
public static partial class Operators
{
    /// <summary>The transpose of <see cref="Conv2D"/>, that is its gradient by the input, used to enlarge an image:
    /// y[n, c, o·s + r·d − p] += x[n, k, o]·w[k, c, r], plus b[c].</summary>
    /// <param name="x">[N, K, H, W], or without N.</param>
    /// <param name="weight">w [K, C/G, R, S].</param>
    /// <param name="bias">b [C], or none.</param>
    /// <param name="options">Stride s, padding p, output padding, dilation d and groups G; by default 1, 0, 0, 1 and 1.</param>
    /// <returns>[N, C, …] with extents (I − 1)·s − paddings + d·(R − 1) + 1 + output padding.</returns>
    /// <exception cref="ShapeMismatchException">Ranks, channels, groups or the bias do not fit, the output padding reaches both
    /// stride and dilation, or nothing of the result is left.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor ConvTranspose2D(
        this Tensor x, Tensor weight, Tensor? bias = null, ConvTranspose2DOptions? options = null)
    {
        options ??= new();
        return ConvolveTransposed(
            nameof(ConvTranspose2D),
            x,
            weight,
            bias,
            options.Stride,
            options.Padding,
            options.OutputPadding,
            options.Dilation,
            options.Groups);
    }
}
