using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>How many of a sorted line's elements are not above a value, by bisection: an item per value. NaN is greater than any
/// number.</summary>
internal sealed class SortedSearch<T>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<long>, int, int, int> _search =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<long>, int, int, int>(SearchSortedKernel);

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

    public void Launch(ArrayView<T> sorted, ArrayView<T> values, ArrayView<long> y, int count, int length, int perLine) =>
        _search(LaunchGrid.Over(count), sorted, values, y, count, length, perLine);

    private static bool IsLess(T x, T y) => x < y || (T.IsNaN(y) && !T.IsNaN(x));
}
