using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>dx[p, i] = Σ dy[p, o] over the windows o of plane p whose largest element was i: an item per element of the image,
/// which looks at the windows that may cover it in their order, so that sums are deterministic and nobody waits.</summary>
internal sealed class MaximumPoolGradient<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, PoolingSizes, int> _gather =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, PoolingSizes, int>(MaximumPoolGradientKernel);

    internal static void MaximumPoolGradientKernel(
        ArrayView<T> dy, ArrayView<long> indices, ArrayView<T> dx, PoolingSizes sizes, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int row = i / sizes.Input.Width, level = row / sizes.Input.Height, plane = level / sizes.Input.Depth;
        int depth = level - (plane * sizes.Input.Depth), height = row - (level * sizes.Input.Height), width = i - (row * sizes.Input.Width);
        int firstDepth = Window.FirstOver(
            depth, sizes.Input.Depth, sizes.Output.Depth, ((sizes.Kernel.Depth - 1) * sizes.Dilation.Depth) + 1,
            sizes.Stride.Depth, sizes.Padding.Depth, sizes.IsAdaptive);
        int firstHeight = Window.FirstOver(
            height, sizes.Input.Height, sizes.Output.Height, ((sizes.Kernel.Height - 1) * sizes.Dilation.Height) + 1,
            sizes.Stride.Height, sizes.Padding.Height, sizes.IsAdaptive);
        int firstWidth = Window.FirstOver(
            width, sizes.Input.Width, sizes.Output.Width, ((sizes.Kernel.Width - 1) * sizes.Dilation.Width) + 1,
            sizes.Stride.Width, sizes.Padding.Width, sizes.IsAdaptive);
        int lastDepth = Window.LastOver(depth, sizes.Input.Depth, sizes.Output.Depth, sizes.Stride.Depth, sizes.Padding.Depth, sizes.IsAdaptive);
        int lastHeight = Window.LastOver(height, sizes.Input.Height, sizes.Output.Height, sizes.Stride.Height, sizes.Padding.Height, sizes.IsAdaptive);
        int lastWidth = Window.LastOver(width, sizes.Input.Width, sizes.Output.Width, sizes.Stride.Width, sizes.Padding.Width, sizes.IsAdaptive);
        int position = i - (plane * sizes.Input.Count);
        T sum = T.Zero;
        for (int oDepth = firstDepth; oDepth <= lastDepth; oDepth++)
        {
            for (int oHeight = firstHeight; oHeight <= lastHeight; oHeight++)
            {
                int line = ((((plane * sizes.Output.Depth) + oDepth) * sizes.Output.Height) + oHeight) * sizes.Output.Width;
                for (int oWidth = firstWidth; oWidth <= lastWidth; oWidth++)
                {
                    if (indices[line + oWidth] == position) sum += dy[line + oWidth];
                }
            }
        }

        dx[i] = sum;
    }

    public void Launch(ArrayView<T> dy, ArrayView<long> indices, ArrayView<T> dx, PoolingSizes sizes, int count) =>
        _gather(LaunchGrid.Over(count), dy, indices, dx, sizes, count);
}
