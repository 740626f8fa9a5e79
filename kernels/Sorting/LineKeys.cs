namespace GpuNN.Kernels;

/// <summary>keys[line, j] of a line's elements, and back: values[line, j] = x[line, places[line, j]]. An item per
/// element.</summary>
internal sealed class LineKeys<T, TKey, TSortKey>(KernelSet kernels)
    where T : unmanaged
    where TKey : unmanaged
    where TSortKey : struct, ISortKey<T, TKey>
{
    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<TKey>, LineSizes> _encode =
        kernels.Load<ArrayView<T>, ArrayView<TKey>, LineSizes>(LineKeysKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<int>, ArrayView<T>, ArrayView<long>, LineSizes, int, int> _take =
        kernels.Load<ArrayView<T>, ArrayView<int>, ArrayView<T>, ArrayView<long>, LineSizes, int, int>(TakePlacesKernel);

    internal static void LineKeysKernel(ArrayView<T> x, ArrayView<TKey> keys, LineSizes sizes)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= sizes.Lines * sizes.Length) return;
        int line = i / sizes.Length, j = i - (line * sizes.Length);
        keys[i] = TSortKey.Of(x[sizes.Position(line, j, sizes.Length)], sizes.IsDescending != 0);
    }

    /// <summary>A line has <paramref name="stride"/> places, the first of which are taken.</summary>
    internal static void TakePlacesKernel(
        ArrayView<T> x, ArrayView<int> places, ArrayView<T> values, ArrayView<long> indices, LineSizes sizes, int stride, int wanted)
    {
        int i = Grid.GlobalIndex.X;
        if (i >= sizes.Lines * wanted) return;
        int line = i / wanted, j = i - (line * wanted), place = places[(line * stride) + j];
        int target = sizes.Position(line, j, wanted);
        values[target] = x[sizes.Position(line, place, sizes.Length)];
        indices[target] = place;
    }

    public void Launch(ArrayView<T> x, ArrayView<TKey> keys, LineSizes sizes) =>
        _encode(LaunchGrid.Over(sizes.Lines * sizes.Length), x, keys, sizes);

    public void LaunchTake(
        ArrayView<T> x, ArrayView<int> places, ArrayView<T> values, ArrayView<long> indices, LineSizes sizes, int stride, int wanted) =>
        _take(LaunchGrid.Over(sizes.Lines * wanted), x, places, values, indices, sizes, stride, wanted);
}
