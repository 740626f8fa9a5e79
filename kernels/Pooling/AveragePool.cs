using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[p, o] = Σ x over window o of plane p / divisor, one work item per window; and the gradient, one work item per
/// element of the image, which gathers from the windows that cover it and so needs no atomics.</summary>
internal sealed class AveragePool<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, PoolingSizes, int> _forward =
        kernels.Load<ArrayView<T>, ArrayView<T>, PoolingSizes, int>(AveragePoolKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, PoolingSizes, int> _backward =
        kernels.Load<ArrayView<T>, ArrayView<T>, PoolingSizes, int>(AveragePoolGradientKernel);

    internal static void AveragePoolKernel(ArrayView<T> x, ArrayView<T> y, PoolingSizes sizes, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = i / sizes.Output.Width, level = row / sizes.Output.Height, plane = level / sizes.Output.Depth;
        var box = new WindowBox(
            sizes, level - (plane * sizes.Output.Depth), row - (level * sizes.Output.Height), i - (row * sizes.Output.Width));
        T sum = T.Zero, divisor = T.Zero;
        for (int depth = box.Depth.First; depth < box.Depth.End; depth++)
        {
            for (int height = box.Height.First; height < box.Height.End; height++)
            {
                int line = ((((plane * sizes.Input.Depth) + depth) * sizes.Input.Height) + height) * sizes.Input.Width;
                for (int width = box.Width.First; width < box.Width.End; width++) sum += x[line + width];
            }
        }

        divisor = Numbers<T>.Of(box.Divisor(sizes));
        y[i] = sum / divisor;
    }

    internal static void AveragePoolGradientKernel(ArrayView<T> dy, ArrayView<T> dx, PoolingSizes sizes, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = i / sizes.Input.Width, level = row / sizes.Input.Height, plane = level / sizes.Input.Depth;
        int depth = level - (plane * sizes.Input.Depth), height = row - (level * sizes.Input.Height), width = i - (row * sizes.Input.Width);
        T sum = T.Zero;
        int lastDepth = Window.LastOver(depth, sizes.Input.Depth, sizes.Output.Depth, sizes.Stride.Depth, sizes.Padding.Depth, sizes.IsAdaptive);
        int lastHeight = Window.LastOver(height, sizes.Input.Height, sizes.Output.Height, sizes.Stride.Height, sizes.Padding.Height, sizes.IsAdaptive);
        int lastWidth = Window.LastOver(width, sizes.Input.Width, sizes.Output.Width, sizes.Stride.Width, sizes.Padding.Width, sizes.IsAdaptive);
        int firstDepth = Window.FirstOver(depth, sizes.Input.Depth, sizes.Output.Depth, sizes.Kernel.Depth, sizes.Stride.Depth, sizes.Padding.Depth, sizes.IsAdaptive);
        int firstHeight = Window.FirstOver(height, sizes.Input.Height, sizes.Output.Height, sizes.Kernel.Height, sizes.Stride.Height, sizes.Padding.Height, sizes.IsAdaptive);
        int firstWidth = Window.FirstOver(width, sizes.Input.Width, sizes.Output.Width, sizes.Kernel.Width, sizes.Stride.Width, sizes.Padding.Width, sizes.IsAdaptive);
        for (int oDepth = firstDepth; oDepth <= lastDepth; oDepth++)
        {
            for (int oHeight = firstHeight; oHeight <= lastHeight; oHeight++)
            {
                int line = ((((plane * sizes.Output.Depth) + oDepth) * sizes.Output.Height) + oHeight) * sizes.Output.Width;
                for (int oWidth = firstWidth; oWidth <= lastWidth; oWidth++)
                {
                    var box = new WindowBox(sizes, oDepth, oHeight, oWidth);
                    if (box.Depth.Covers(depth) && box.Height.Covers(height) && box.Width.Covers(width))
                        sum += dy[line + oWidth] / Numbers<T>.Of(box.Divisor(sizes));
                }
            }
        }

        dx[i] = sum;
    }

    public void Launch(ArrayView<T> x, ArrayView<T> y, PoolingSizes sizes, int count) =>
        _forward(LaunchGrid.Over(count), x, y, sizes, count);

    public void LaunchGradient(ArrayView<T> dy, ArrayView<T> dx, PoolingSizes sizes, int count) =>
        _backward(LaunchGrid.Over(count), dy, dx, sizes, count);
}
