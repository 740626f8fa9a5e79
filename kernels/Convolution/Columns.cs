using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>im2col, col[n, (c, r), o] = x[n, c, o·stride + r·dilation − padding], an item per element of the columns; and its
/// transpose col2im, an item per element of the image, which gathers and so needs no atomics. As operators of their own;
/// convolutions read patches in place.</summary>
internal sealed class Columns<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, PatchOperand<T, T, PlainStorage<T>>, ArrayView<T>, int, int> _write =
        kernels.Load<PatchOperand<T, T, PlainStorage<T>>, ArrayView<T>, int, int>(ImageToColumnsKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ConvolutionSizes, ArrayView<T>, int> _gather =
        kernels.Load<ArrayView<T>, ConvolutionSizes, ArrayView<T>, int>(ColumnsToImageKernel);

    internal static void ImageToColumnsKernel(PatchOperand<T, T, PlainStorage<T>> patches, ArrayView<T> columns, int rows, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int positions = patches.Sizes.Output.Count, line = i / positions, n = line / rows;
        columns[i] = patches.Load(0, (n * positions) + i - (line * positions), line - (n * rows));
    }

    internal static void ColumnsToImageKernel(ArrayView<T> columns, ConvolutionSizes sizes, ArrayView<T> image, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int plane = i / sizes.Input.Count, taps = sizes.Kernel.Count;
        var received = new ReceivedOperand<T, T, PlainStorage<T>>(columns, sizes);
        T sum = T.Zero;
        for (int r = 0; r < taps; r++)
            sum += received.Load(0, (((plane * taps) + r) * sizes.Input.Count) + i - (plane * sizes.Input.Count), r);
        image[i] = sum;
    }

    public void LaunchColumns(ArrayView<T> image, ConvolutionSizes sizes, ArrayView<T> columns, int rows, int count) =>
        _write(LaunchGrid.Over(count), new PatchOperand<T, T, PlainStorage<T>>(image, sizes), columns, rows, count);

    /// <summary>Sizes with one input and one output channel: each (n, c, r) counts as an image of its own.</summary>
    public void LaunchImage(ArrayView<T> columns, ConvolutionSizes sizes, ArrayView<T> image, int count) =>
        _gather(LaunchGrid.Over(count), columns, sizes, image, count);
}
