namespace GpuNN.Kernels;

/// <summary>y[o, i, r] = x[o, index[i], r] of (outer, length, inner): slices by index, of elements of any type (by their
/// size). One work item per element, neighbours along r. An index outside gives 0 bits.</summary>
internal sealed class SelectRows<T>(KernelSet kernels)
    where T : unmanaged
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int, int> _select =
        kernels.Load<ArrayView<T>, ArrayView<long>, ArrayView<T>, int, int, int, int>(SelectRowsKernel);

    internal static void SelectRowsKernel(
        ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int count, int length, int chosen, int inner)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= count) return;
        int line = i / inner, outer = line / chosen;
        long index = indices[line - (outer * chosen)];
        y[i] = index < 0 || index >= length ? default : x[(((outer * length) + (int)index) * inner) + i - (line * inner)];
    }

    public void Launch(ArrayView<T> x, ArrayView<long> indices, ArrayView<T> y, int count, int length, int chosen, int inner) =>
        _select(LaunchGrid.Over(count), x, indices, y, count, length, chosen, inner);
}
