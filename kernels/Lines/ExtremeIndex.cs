using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[o, r] = the first index of the largest, or smallest, of x[o, :, r] of (outer, length, inner); the first NaN is beyond
/// any number. An item per line where there are lines enough, since neighbouring items then read neighbours; else a group per
/// line, whose items' finds meet in a tree.</summary>
internal sealed class ExtremeIndex<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, int, int, int, int> _items =
        kernels.Load<ArrayView<T>, ArrayView<long>, int, int, int, int>(ItemExtremeIndexKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, int, int, int> _groups =
        kernels.Load<ArrayView<T>, ArrayView<long>, int, int, int>(GroupExtremeIndexKernel);

    internal static void ItemExtremeIndexKernel(ArrayView<T> x, ArrayView<long> y, int lines, int length, int inner, int isMinimum)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int first = First(line, length, inner), best = 0;
        T extreme = x[first];
        for (int j = 1; j < length; j++)
        {
            T value = x[first + (j * inner)];
            if (!IsBeyond(value, extreme, isMinimum)) continue;
            best = j;
            extreme = value;
        }

        y[line] = best;
    }

    /// <summary>A line has an element for each item, or more.</summary>
    internal static void GroupExtremeIndexKernel(ArrayView<T> x, ArrayView<long> y, int length, int inner, int isMinimum)
    {
        ArrayView<T> extremes = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        ArrayView<int> places = SharedMemory.Allocate<int>(LaunchGrid.GroupSize);
        int item = Group.IdxX, first = First(Grid.IdxX, length, inner), best = item;
        T extreme = x[first + (item * inner)];
        for (int j = item + LaunchGrid.GroupSize; j < length; j += LaunchGrid.GroupSize)
        {
            T value = x[first + (j * inner)];
            if (!IsBeyond(value, extreme, isMinimum)) continue;
            best = j;
            extreme = value;
        }

        extremes[item] = extreme;
        places[item] = best;
        Group.Barrier();
        for (int width = LaunchGrid.GroupSize / 2; width > 0; width >>= 1)
        {
            if (item < width)
            {
                T other = extremes[item + width];
                bool isTie = !IsBeyond(extremes[item], other, isMinimum) && places[item + width] < places[item];
                if (isTie || IsBeyond(other, extremes[item], isMinimum))
                {
                    extremes[item] = other;
                    places[item] = places[item + width];
                }
            }

            Group.Barrier();
        }

        if (item == 0) y[Grid.IdxX] = places[0];
    }

    public void Launch(ArrayView<T> x, ArrayView<long> y, int outer, int length, int inner, bool isMinimum, bool usesGroups)
    {
        if (usesGroups) _groups(LaunchGrid.Groups(outer * inner), x, y, length, inner, isMinimum ? 1 : 0);
        else _items(LaunchGrid.Over(outer * inner), x, y, outer * inner, length, inner, isMinimum ? 1 : 0);
    }

    private static int First(int line, int length, int inner)
    {
        int outer = line / inner;
        return (outer * length * inner) + line - (outer * inner);
    }

    private static bool IsBeyond(T value, T extreme, int isMinimum) =>
        (isMinimum != 0 ? value < extreme : value > extreme) || (T.IsNaN(value) && !T.IsNaN(extreme));
}
