namespace GpuNN;

/// <content>SeparableConv2D and SpatiallySeparableConv2D.</content>
public static partial class Operators
{
    /// <summary>Depthwise separable convolution: a filter per channel (<see cref="DepthwiseConv2D"/>), then a 1×1 convolution
    /// that mixes the channels. The course notes call this spatially separable; that is
    /// <see cref="SpatiallySeparableConv2D"/>.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="depthwise">[C·M, 1, R, S].</param>
    /// <param name="pointwise">[K, C·M, 1, 1].</param>
    /// <param name="bias">[K], or none.</param>
    /// <param name="options">Stride, padding and dilation of the first part; its groups are not used.</param>
    /// <inheritdoc cref="Conv2D" path="/exception"/>
    public static Tensor SeparableConv2D(
        this Tensor x, Tensor depthwise, Tensor pointwise, Tensor? bias = null, Conv2DOptions? options = null) =>
        x.DepthwiseConv2D(depthwise, null, options).Conv2D(pointwise, bias);

    /// <summary>A filter of R×1 and then one of 1×S, which together act as the filter of R×S that is their outer product:
    /// each moves, pads and dilates along its own axis.</summary>
    /// <param name="x">[N, C, H, W], or without N.</param>
    /// <param name="column">[M, C/G, R, 1].</param>
    /// <param name="row">[K, M/G, 1, S].</param>
    /// <param name="bias">[K], or none.</param>
    /// <param name="stride">Down by the first filter, across by the second; 1 where it is left out.</param>
    /// <param name="padding">Rows for the first filter, columns for the second.</param>
    /// <param name="dilation">As the stride.</param>
    /// <param name="groups">G, of both.</param>
    /// <inheritdoc cref="Conv2D" path="/exception"/>
    public static Tensor SpatiallySeparableConv2D(
        this Tensor x,
        Tensor column,
        Tensor row,
        Tensor? bias = null,
        Size2D? stride = null,
        Size2D padding = default,
        Size2D? dilation = null,
        int groups = 1)
    {
        Size2D step = stride ?? 1, spread = dilation ?? 1;
        Tensor columns = x.Conv2D(column, null, new()
        {
            Stride = (step.Height, 1),
            Padding = (padding.Height, 0),
            Dilation = (spread.Height, 1),
            Groups = groups,
        });
        return columns.Conv2D(row, bias, new()
        {
            Stride = (1, step.Width),
            Padding = (0, padding.Width),
            Dilation = (1, spread.Width),
            Groups = groups,
        });
    }
}
