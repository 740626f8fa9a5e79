using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Operations along the middle axis of (outer, length, inner): the index of the extreme element, an item per line; and
/// bisection in sorted lines, an item per value.</summary>
internal sealed class LineKernels<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, int, int, int, int> _extreme =
        kernels.Load<ArrayView<T>, ArrayView<long>, int, int, int, int>(ExtremeIndexKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<long>, int, int, int> _search =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<long>, int, int, int>(SearchSortedKernel);

    internal static void ExtremeIndexKernel(ArrayView<T> x, ArrayView<long> y, int lines, int length, int inner, int isMinimum)
    {
        int line = Grid.GlobalIndex.X;
        if (line >= lines) return;
        int first = First(line, length, inner), best = 0;
        T extreme = x[first];
        for (int j = 1; j < length; j++)
        {
            T value = x[first + (j * inner)];
            bool isBeyond = isMinimum != 0 ? value < extreme : value > extreme;
            if (isBeyond || (T.IsNaN(value) && !T.IsNaN(extreme)))
            {
                best = j;
                extreme = value;
            }
        }

        y[line] = best;
    }

    /// <summary>How many of a sorted line's elements are not above a value, by bisection: an item per value.</summary>
    internal static void SearchSortedKernel(ArrayView<T> sorted, ArrayView<T> values, ArrayView<long> y, int count, int length, int perLine)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int first = i / perLine * length, low = 0, high = length;
        T value = values[i];
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (IsLess(value, sorted[first + middle])) high = middle;
            else low = middle + 1;
        }

        y[i] = low;
    }

    public void LaunchExtreme(ArrayView<T> x, ArrayView<long> y, int outer, int length, int inner, bool isMinimum) =>
        _extreme(LaunchGrid.Over(outer * inner), x, y, outer * inner, length, inner, isMinimum ? 1 : 0);

    public void LaunchSearch(ArrayView<T> sorted, ArrayView<T> values, ArrayView<long> y, int count, int length, int perLine) =>
        _search(LaunchGrid.Over(count), sorted, values, y, count, length, perLine);

    private static int First(int line, int length, int inner)
    {
        int outer = line / inner;
        return (outer * length * inner) + line - (outer * inner);
    }

    /// <summary>NaN is greater than any number.</summary>
    private static bool IsLess(T x, T y) => x < y || (T.IsNaN(y) && !T.IsNaN(x));
}
