using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Col2Im.</content>
public static partial class Operators
{
    /// <summary>The transpose of <see cref="Im2Col"/>: each pixel is the sum of the elements of the columns that stand for
    /// it.</summary>
    /// <param name="columns">[n, c·kh·kw, windows].</param>
    /// <param name="size">h and w of the image.</param>
    /// <param name="kernel">The window.</param>
    /// <param name="stride">Steps of the window.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Steps inside the window.</param>
    /// <returns>[n, c, h, w].</returns>
    /// <exception cref="ShapeMismatchException">The columns do not belong to such an image, a size is not positive, or no
    /// window fits.</exception>
    public static Tensor Col2Im(
        this Tensor columns, Size2D size, Size2D kernel, Size2D? stride = null, Size2D padding = default, Size2D? dilation = null)
    {
        if (columns.Rank != 3)
            throw new ShapeMismatchException(nameof(Col2Im), nameof(columns), $"{columns.Shape}", "[n, c·kh·kw, windows]");
        CheckPositive(nameof(Col2Im), nameof(kernel), kernel);
        CheckPositive(nameof(Col2Im), nameof(size), size);
        long taps = (long)kernel.Height * kernel.Width;
        Shape image = [columns.Shape[0], columns.Shape[1] / taps, size.Height, size.Width];
        ConvolutionGeometry geometry = WindowGeometry(nameof(Col2Im), image, kernel, stride ?? 1, padding, dilation ?? 1);
        if (columns.Shape[1] % taps != 0 || columns.Shape[2] != geometry.Output.Product)
            throw new ShapeMismatchException(
                nameof(Col2Im), nameof(columns), $"{columns.Shape}", $"[n, a multiple of {taps}, {geometry.Output.Product}]");
        return SumOfColumns(columns, geometry);
    }

    private static Tensor SumOfColumns(Tensor columns, ConvolutionGeometry geometry)
    {
        Shape image = [geometry.Batch, geometry.InputChannels, geometry.Input[0], geometry.Input[1]];
        Tensor result = Dispatcher.Run(nameof(Col2Im), new Col2ImPrimitive(geometry), columns.DType, image, columns);
        return Tape.Records(columns)
            ? Tape.Record(nameof(Col2Im), result, columns, gradient => WindowsAsColumns(gradient, geometry))
            : result;
    }
}
