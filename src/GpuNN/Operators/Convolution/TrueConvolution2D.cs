namespace GpuNN;

/// <content>TrueConvolution2D.</content>
public static partial class Operators
{
    /// <summary>The mathematicians' convolution, y[i, j] = Σ x[i − r, j − q]·w[r, q] as the notes' (8.1) has it:
    /// <see cref="Conv2D"/>, which is the cross-correlation, with the filter turned by 180°.</summary>
    /// <inheritdoc cref="Conv2D"/>
    public static Tensor TrueConvolution2D(this Tensor x, Tensor weight, Tensor? bias = null, Conv2DOptions? options = null)
    {
        if (weight.Rank != 4)
            throw new ShapeMismatchException(nameof(TrueConvolution2D), nameof(weight), $"{weight.Shape}", "[K, C/G, R, S]");
        return x.Conv2D(weight.Flip(2, 3), bias, options);
    }
}
