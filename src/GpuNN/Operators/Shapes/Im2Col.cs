using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Im2Col.</content>
public static partial class Operators
{
    /// <summary>The windows of a convolution as columns, zero outside of the image: a convolution is then a product of
    /// matrices. Row (c, i, j), column (y, x) holds channel c at row y·stride − padding + i·dilation, column
    /// x·stride − padding + j·dilation.</summary>
    /// <param name="x">[n, c, h, w].</param>
    /// <param name="kernel">The window.</param>
    /// <param name="stride">Steps of the window.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Steps inside the window.</param>
    /// <returns>[n, c·kh·kw, windows].</returns>
    /// <exception cref="ShapeMismatchException">There are not four axes, a size is not positive, or no window fits.</exception>
    public static Tensor Im2Col(this Tensor x, Size2D kernel, Size2D? stride = null, Size2D padding = default, Size2D? dilation = null)
    {
        if (x.Rank != 4) throw new ShapeMismatchException(nameof(Im2Col), nameof(x), $"{x.Shape}", "[n, c, h, w]");
        return WindowsAsColumns(x, WindowGeometry(nameof(Im2Col), x.Shape, kernel, stride ?? 1, padding, dilation ?? 1));
    }

    private static Tensor WindowsAsColumns(Tensor x, ConvolutionGeometry geometry)
    {
        Shape shape = [x.Shape[0], x.Shape[1] * geometry.Kernel.Product, geometry.Output.Product];
        Tensor result = Dispatcher.Run(nameof(Im2Col), new Im2ColPrimitive(geometry), x.DType, shape, x);
        return Tape.Records(x)
            ? Tape.Record(nameof(Im2Col), result, x, gradient => SumOfColumns(gradient, geometry))
            : result;
    }

    private static ConvolutionGeometry WindowGeometry(
        string name, in Shape image, Size2D kernel, Size2D stride, Size2D padding, Size2D dilation)
    {
        CheckPositive(name, nameof(kernel), kernel);
        CheckPositive(name, nameof(stride), stride);
        CheckPositive(name, nameof(dilation), dilation);
        if (padding.Height < 0 || padding.Width < 0)
            throw new ShapeMismatchException(name, nameof(padding), $"{padding}", "0 or more");
        var frame = new SpatialExtents(padding.Height, padding.Width);
        var geometry = new ConvolutionGeometry(
            checked((int)image[0]),
            checked((int)image[1]),
            OutputChannels: 1,
            Groups: 1,
            new SpatialExtents(checked((int)image[2]), checked((int)image[3])),
            new SpatialExtents(kernel.Height, kernel.Width),
            new SpatialExtents(stride.Height, stride.Width),
            frame,
            frame,
            new SpatialExtents(dilation.Height, dilation.Width));
        return geometry.Output.Product > 0
            ? geometry
            : throw new ShapeMismatchException(name, nameof(kernel), $"{kernel} with dilation {dilation}", $"a window that fits in {image} with padding {padding}");
    }

    private static void CheckPositive(string name, string argument, Size2D size)
    {
        if (size.Height < 1 || size.Width < 1) throw new ShapeMismatchException(name, argument, $"{size}", "1 or more");
    }
}
