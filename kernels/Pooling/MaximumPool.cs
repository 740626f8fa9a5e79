using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[p, o] = the largest of window o of plane p, a NaN being the largest, and of equal ones the first; its position in
/// the plane where indices are wanted. One work item per window.</summary>
internal sealed class MaximumPool<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, PoolingSizes, int> _values =
        kernels.Load<ArrayView<T>, ArrayView<T>, PoolingSizes, int>(MaximumPoolKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<long>, PoolingSizes, int> _indexed =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<long>, PoolingSizes, int>(IndexedMaximumPoolKernel);

    internal static void MaximumPoolKernel(ArrayView<T> x, ArrayView<T> y, PoolingSizes sizes, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i < count) y[i] = x[Find(x, sizes, i)];
    }

    internal static void IndexedMaximumPoolKernel(
        ArrayView<T> x, ArrayView<T> y, ArrayView<long> indices, PoolingSizes sizes, int count)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int place = Find(x, sizes, i);
        y[i] = x[place];
        indices[i] = place - (i / sizes.Output.Count * sizes.Input.Count);
    }

    public void Launch(ArrayView<T> x, ArrayView<T> y, PoolingSizes sizes, int count) =>
        _values(LaunchGrid.Over(count), x, y, sizes, count);

    public void Launch(ArrayView<T> x, ArrayView<T> y, ArrayView<long> indices, PoolingSizes sizes, int count) =>
        _indexed(LaunchGrid.Over(count), x, y, indices, sizes, count);

    private static int Find(ArrayView<T> x, PoolingSizes sizes, int i)
    {
        int row = i / sizes.Output.Width, level = row / sizes.Output.Height, plane = level / sizes.Output.Depth;
        var box = new WindowBox(
            sizes, level - (plane * sizes.Output.Depth), row - (level * sizes.Output.Height), i - (row * sizes.Output.Width));
        int best = -1;
        T largest = T.NegativeInfinity;
        for (int depth = box.Depth.First; depth < box.Depth.End; depth += box.Depth.Step)
        {
            for (int height = box.Height.First; height < box.Height.End; height += box.Height.Step)
            {
                int line = ((((plane * sizes.Input.Depth) + depth) * sizes.Input.Height) + height) * sizes.Input.Width;
                for (int width = box.Width.First; width < box.Width.End; width += box.Width.Step)
                {
                    T value = x[line + width];
                    if (best < 0 || value > largest || (T.IsNaN(value) && !T.IsNaN(largest)))
                    {
                        best = line + width;
                        largest = value;
                    }
                }
            }
        }

        return best;
    }
}
