namespace GpuNN.Kernels;

/// <summary>Sorts entries by row, stably, in four kernels: counts per row (integer atomics: any order, the same counts), their
/// running sum by one item, places within a row in any order (atomics), and the places of each row put in order by an item
/// per row. The result does not depend on the order in which items run.</summary>
internal sealed class CompressRows(KernelSet kernels)
{
    private readonly Action<KernelConfig, ArrayView<long>, ArrayView<int>, int> _count =
        kernels.Load<ArrayView<long>, ArrayView<int>, int>(CountRowsKernel);

    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, int> _sum =
        kernels.Load<ArrayView<int>, ArrayView<int>, int>(RunningSumKernel);

    private readonly Action<KernelConfig, ArrayView<long>, ArrayView<int>, ArrayView<int>, int> _place =
        kernels.Load<ArrayView<long>, ArrayView<int>, ArrayView<int>, int>(PlaceEntriesKernel);

    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, int> _order =
        kernels.Load<ArrayView<int>, ArrayView<int>, int>(OrderRowsKernel);

    private readonly Action<KernelConfig, ArrayView<int>, ArrayView<int>, int> _rows =
        kernels.Load<ArrayView<int>, ArrayView<int>, int>(RowOfEntryKernel);

    internal static void CountRowsKernel(ArrayView<long> rows, ArrayView<int> counts, int entries)
    {
        int e = Grid.GlobalIndex.X;
        if (e < entries) Atomic.Add(ref counts[(int)rows[e]], 1);
    }

    /// <summary>offsets[i] = Σ counts below i; the counts become the next free place of each row.</summary>
    internal static void RunningSumKernel(ArrayView<int> counts, ArrayView<int> offsets, int rows)
    {
        if (Grid.GlobalIndex.X != 0) return;
        int sum = 0;
        for (int row = 0; row < rows; row++)
        {
            int count = counts[row];
            offsets[row] = sum;
            counts[row] = sum;
            sum += count;
        }

        offsets[rows] = sum;
    }

    internal static void PlaceEntriesKernel(ArrayView<long> rows, ArrayView<int> places, ArrayView<int> order, int entries)
    {
        int e = Grid.GlobalIndex.X;
        if (e < entries) order[Atomic.Add(ref places[(int)rows[e]], 1)] = e;
    }

    internal static void OrderRowsKernel(ArrayView<int> offsets, ArrayView<int> order, int rows)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= rows) return;
        int first = offsets[row], end = offsets[row + 1];
        for (int i = first + 1; i < end; i++)
        {
            int entry = order[i], hole = i;
            while (hole > first && order[hole - 1] > entry)
            {
                order[hole] = order[hole - 1];
                hole--;
            }

            order[hole] = entry;
        }
    }

    internal static void RowOfEntryKernel(ArrayView<int> offsets, ArrayView<int> result, int rows)
    {
        int row = Grid.GlobalIndex.X;
        if (row >= rows) return;
        int end = offsets[row + 1];
        for (int e = offsets[row]; e < end; e++) result[e] = row;
    }

    /// <summary>The counts are a workspace (rows), cleared before.</summary>
    public void Launch(ArrayView<long> rowOfEntry, ArrayView<int> counts, ArrayView<int> offsets, ArrayView<int> order, int entries, int rows)
    {
        if (entries > 0) _count(LaunchGrid.Over(entries), rowOfEntry, counts, entries);
        _sum(LaunchGrid.Over(1), counts, offsets, rows);
        if (entries == 0) return;
        _place(LaunchGrid.Over(entries), rowOfEntry, counts, order, entries);
        _order(LaunchGrid.Over(rows), offsets, order, rows);
    }

    public void LaunchRows(ArrayView<int> offsets, ArrayView<int> rows, int count) =>
        _rows(LaunchGrid.Over(count), offsets, rows, count);
}
