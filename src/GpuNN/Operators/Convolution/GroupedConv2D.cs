namespace GpuNN;

/// <content>GroupedConv2D, DilatedConv2D and DepthwiseConv2D.</content>
public static partial class Operators
{
    /// <summary><see cref="Conv2D"/> with the channels cut into groups: output channels of group g see the input channels of
    /// group g alone.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="weight">[K, C/G, R, S].</param>
    /// <param name="bias">[K], or none.</param>
    /// <param name="groups">G, which divides C and K.</param>
    /// <param name="options">Stride, padding and dilation; its groups are not used.</param>
    /// <inheritdoc cref="Conv2D" path="/exception"/>
    public static Tensor GroupedConv2D(
        this Tensor x, Tensor weight, Tensor? bias, int groups, Conv2DOptions? options = null) =>
        x.Conv2D(weight, bias, (options ?? new()) with { Groups = groups });

    /// <summary><see cref="Conv2D"/> with a filter whose taps lie <paramref name="dilation"/> apart: a wider field of view
    /// with as many weights.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="weight">[K, C/G, R, S].</param>
    /// <param name="bias">[K], or none.</param>
    /// <param name="dilation">The distances of neighbouring taps.</param>
    /// <param name="options">Stride, padding and groups; its dilation is not used.</param>
    /// <inheritdoc cref="Conv2D" path="/exception"/>
    public static Tensor DilatedConv2D(
        this Tensor x, Tensor weight, Tensor? bias, Size2D dilation, Conv2DOptions? options = null) =>
        x.Conv2D(weight, bias, (options ?? new()) with { Dilation = dilation });

    /// <summary><see cref="Conv2D"/> with a filter, or M of them, for each channel: y[n, c·M + m] = x[n, c] ∗ w[c·M + m].</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="weight">[C·M, 1, R, S].</param>
    /// <param name="bias">[C·M], or none.</param>
    /// <param name="options">Stride, padding and dilation; its groups are not used.</param>
    /// <inheritdoc cref="Conv2D" path="/exception"/>
    public static Tensor DepthwiseConv2D(this Tensor x, Tensor weight, Tensor? bias = null, Conv2DOptions? options = null)
    {
        if (x.Rank is not (3 or 4)) throw new ShapeMismatchException(nameof(DepthwiseConv2D), nameof(x), $"{x.Shape}", "[N, C, H, W] or [C, H, W]");
        return x.Conv2D(weight, bias, (options ?? new()) with { Groups = (int)x.Shape[-3] });
    }
}
