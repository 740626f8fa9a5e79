using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Operations along the middle axis of (outer, length, inner): the index of the extreme element, and
/// sorting. An item per line; sorting has an item per element, which counts the elements before its own (a rank sort:
/// stable, any count of first elements, length² comparisons).</summary>
internal sealed class LineKernels<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, int, int, int, int> _extreme =
        kernels.Load<ArrayView<T>, ArrayView<long>, int, int, int, int>(ExtremeIndexKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<long>, int, int, int, int, int> _sort =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<long>, int, int, int, int, int>(RankSortKernel);

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

    internal static void RankSortKernel(
        ArrayView<T> x, ArrayView<T> values, ArrayView<long> indices, int count, int length, int inner, int wanted, int isDescending)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int outer = i / (length * inner), place = i - (outer * length * inner);
        int own = place / inner, column = place - (own * inner), first = (outer * length * inner) + column;
        T value = x[i];
        int rank = 0;
        for (int j = 0; j < length; j++)
        {
            T other = x[first + (j * inner)];
            bool isBefore = isDescending != 0 ? IsLess(value, other) : IsLess(other, value);
            bool isAfter = isDescending != 0 ? IsLess(other, value) : IsLess(value, other);
            if (isBefore || (!isAfter && j < own)) rank++;
        }

        if (rank >= wanted) return;
        int target = (((outer * wanted) + rank) * inner) + column;
        values[target] = value;
        indices[target] = own;
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

    public void LaunchSort(
        ArrayView<T> x, ArrayView<T> values, ArrayView<long> indices, int outer, int length, int inner, int wanted, bool isDescending) =>
        _sort(
            LaunchGrid.Over(outer * length * inner),
            x, values, indices, outer * length * inner, length, inner, wanted, isDescending ? 1 : 0);

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
