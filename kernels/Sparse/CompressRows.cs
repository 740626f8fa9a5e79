namespace GpuNN.Kernels;

/// <summary>Entries by row become compressed rows: the rows as keys of a <see cref="DigitSort{TKey, TSortKey}"/>, which keeps the
/// order within a row; then offsets[r] = how many sorted rows are below r, by bisection, an item per row; and back, an item per
/// entry. No atomics, and a long row costs no more than many short ones.</summary>
internal sealed class CompressRows(KernelSet kernels)
{
    private readonly Action<KernelConfig, ArrayView<long>, ArrayView<uint>, int> _keys =
        kernels.Load<ArrayView<long>, ArrayView<uint>, int>(RowKeysKernel);

    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<int>, ArrayView<int>, ArrayView<int>, int, int> _offsets =
        kernels.Load<ArrayView<uint>, ArrayView<int>, ArrayView<int>, ArrayView<int>, int, int>(RowOffsetsKernel);

    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, int, int> _rows =
        kernels.Load<ArrayView<int>, ArrayView<int>, int, int>(RowOfEntryKernel);

    internal static void RowKeysKernel(ArrayView<long> rows, ArrayView<uint> keys, int entries)
    {
        int e = Grid.GlobalIndex.X;
        if (e < entries) keys[e] = (uint)rows[e];
    }

    internal static void RowOffsetsKernel(
        ArrayView<uint> keys, ArrayView<int> places, ArrayView<int> offsets, ArrayView<int> order, int entries, int rows)
    {
        int i = Grid.GlobalIndex.X;
        if (i < entries) order[i] = places[i];
        if (i > rows) return;
        int low = 0, high = entries;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (keys[middle] < (uint)i) low = middle + 1;
            else high = middle;
        }

        offsets[i] = low;
    }

    internal static void RowOfEntryKernel(ArrayView<int> offsets, ArrayView<int> result, int rows, int entries)
    {
        int e = Grid.GlobalIndex.X;
        if (e >= entries) return;
        int low = 0, high = rows;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (offsets[middle + 1] <= e) low = middle + 1;
            else high = middle;
        }

        result[e] = low;
    }

    /// <summary>Row numbers as keys.</summary>
    public void LaunchKeys(ArrayView<long> rows, ArrayView<uint> keys, int entries) =>
        _keys(LaunchGrid.Over(entries), rows, keys, entries);

    /// <summary>Offsets (rows + 1) and order (entries) of sorted rows.</summary>
    public void LaunchOffsets(
        ArrayView<uint> keys, ArrayView<int> places, ArrayView<int> offsets, ArrayView<int> order, int entries, int rows) =>
        _offsets(LaunchGrid.Over(Math.Max(entries, rows + 1)), keys, places, offsets, order, entries, rows);

    /// <summary>The row of each entry.</summary>
    public void LaunchRows(ArrayView<int> offsets, ArrayView<int> result, int rows, int entries) =>
        _rows(LaunchGrid.Over(entries), offsets, result, rows, entries);
}
