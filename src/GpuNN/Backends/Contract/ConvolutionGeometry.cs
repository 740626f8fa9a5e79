namespace GpuNN.Backends;

/// <summary>
/// The sizes of a convolution x[N, C, I…] ∗ w[K, C/G, R…] → y[N, K, O…] over one to three spatial axes, with
/// y[n, k, o] = Σ x[n, c, o·stride + r·dilation − paddingLow]·w[k, c, r] and x zero outside the image.
/// </summary>
/// <param name="Batch">N.</param>
/// <param name="InputChannels">C, a multiple of <paramref name="Groups"/>.</param>
/// <param name="OutputChannels">K, a multiple of <paramref name="Groups"/>.</param>
/// <param name="Groups">G: channels are cut into that many groups that do not see each other.</param>
/// <param name="Input">The image's extents.</param>
/// <param name="Kernel">The filter's extents.</param>
/// <param name="Stride">Steps of the filter.</param>
/// <param name="PaddingLow">Zeros before the image.</param>
/// <param name="PaddingHigh">Zeros after the image.</param>
/// <param name="Dilation">Steps between neighbouring taps of the filter.</param>
public readonly record struct ConvolutionGeometry(
    int Batch,
    int InputChannels,
    int OutputChannels,
    int Groups,
    SpatialExtents Input,
    SpatialExtents Kernel,
    SpatialExtents Stride,
    SpatialExtents PaddingLow,
    SpatialExtents PaddingHigh,
    SpatialExtents Dilation)
{
    /// <summary>The number of spatial axes.</summary>
    public int Rank => Input.Rank;

    /// <summary>
    /// The result's extents, (input + paddings − dilation·(kernel − 1) − 1) / stride + 1 rounded down; 0 where the filter
    /// does not fit.
    /// </summary>
    public SpatialExtents Output
    {
        get
        {
            Span<int> extents = stackalloc int[3];
            for (int axis = 0; axis < Rank; axis++)
            {
                int reach = (Dilation[axis] * (Kernel[axis] - 1)) + 1;
                int room = Input[axis] + PaddingLow[axis] + PaddingHigh[axis] - reach;
                extents[axis] = room < 0 ? 0 : (room / Stride[axis]) + 1;
            }

            return SpatialExtents.From(extents[..Rank]);
        }
    }

    /// <summary>Floating-point operations, two for each product of a tap, those with padding included.</summary>
    public double Flops =>
        2.0 * Batch * OutputChannels * Output.Product * (InputChannels / (double)Groups) * Kernel.Product;

    /// <summary>Two spatial axes with one number for both each.</summary>
    public static ConvolutionGeometry Square(
        int batch,
        int inputChannels,
        int height,
        int width,
        int outputChannels,
        int kernel,
        int stride = 1,
        int padding = 0,
        int dilation = 1,
        int groups = 1) =>
        new(
            batch,
            inputChannels,
            outputChannels,
            groups,
            new SpatialExtents(height, width),
            new SpatialExtents(kernel, kernel),
            new SpatialExtents(stride, stride),
            new SpatialExtents(padding, padding),
            new SpatialExtents(padding, padding),
            new SpatialExtents(dilation, dilation));
}
