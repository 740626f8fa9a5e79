namespace GpuNN;

/// <content>ConvTranspose3D.</content>
public static partial class Operators
{
    /// <summary>The transpose of <see cref="Conv3D"/>, that is its gradient by the input, used to enlarge a volume:
    /// y[n, c, o·s + r·d − p] += x[n, k, o]·w[k, c, r], plus b[c].</summary>
    /// <param name="x">[N, K, D, H, W], or without N.</param>
    /// <param name="weight">w [K, C/G, Q, R, S].</param>
    /// <param name="bias">b [C], or none.</param>
    /// <param name="options">Stride s, padding p, output padding, dilation d and groups G; by default 1, 0, 0, 1 and 1.</param>
    /// <returns>[N, C, …] with extents (I − 1)·s − paddings + d·(R − 1) + 1 + output padding.</returns>
    /// <exception cref="ShapeMismatchException">Ranks, channels, groups or the bias do not fit, the output padding reaches both
    /// stride and dilation, or nothing of the result is left.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor ConvTranspose3D(
        this Tensor x, Tensor weight, Tensor? bias = null, ConvTranspose3DOptions? options = null)
    {
        options ??= new();
        return ConvolveTransposed(
            nameof(ConvTranspose3D),
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
