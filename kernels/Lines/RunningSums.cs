using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[o, j, r] = Σ x[o, i, r] over i ≤ j, or over i ≥ j, of (outer, length, inner). An item per line where there are
/// lines enough, since neighbouring items then read neighbours; else a group per line, which scans
/// <see cref="LaunchGrid.GroupSize"/> elements at a time.</summary>
internal sealed class RunningSums<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, int, int, int> _items =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, int, int, int>(ItemRunningSumsKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, int, int, int> _groups =
        kernels.Load<ArrayView<T>, ArrayView<T>, int, int, int>(GroupRunningSumsKernel);

    internal static void ItemRunningSumsKernel(ArrayView<T> x, ArrayView<T> y, int lines, int length, int inner, int isReversed)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int outer = line / inner, first = (outer * length * inner) + line - (outer * inner);
        T sum = T.Zero;
        for (int j = 0; j < length; j++)
        {
            int place = first + ((isReversed != 0 ? length - 1 - j : j) * inner);
            sum += x[place];
            y[place] = sum;
        }
    }

    internal static void GroupRunningSumsKernel(ArrayView<T> x, ArrayView<T> y, int length, int inner, int isReversed)
    {
        ArrayView<T> sums = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        int line = Grid.IdxX, outer = line / inner, start = (outer * length * inner) + line - (outer * inner);
        T carried = T.Zero;
        for (int from = 0; from < length; from += LaunchGrid.GroupSize)
        {
            int j = from + Group.IdxX, place = start + ((isReversed != 0 ? length - 1 - j : j) * inner);
            T value = T.Zero;
            if (j < length) value = x[place];
            T sum = carried + GroupScan.Inclusive(sums, value);
            if (j < length) y[place] = sum;
            carried += sums[LaunchGrid.GroupSize - 1];
            Group.Barrier();
        }
    }

    public void Launch(ArrayView<T> x, ArrayView<T> y, int outer, int length, int inner, bool isReversed, bool usesGroups)
    {
        if (usesGroups) _groups(LaunchGrid.Groups(outer * inner), x, y, length, inner, isReversed ? 1 : 0);
        else _items(LaunchGrid.Over(outer * inner), x, y, outer * inner, length, inner, isReversed ? 1 : 0);
    }
}
