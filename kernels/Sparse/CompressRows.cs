namespace GpuNN.Kernels;

/// <summary>Sorts entries by row, stably, in four kernels: counts per row (integer atomics: any order, the same counts), their
/// running sum by one group, places within a row in any order (atomics), and the places of each row put in order by an item
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
        ArrayView<int> sums = SharedMemory.Allocate<int>(LaunchGrid.GroupSize);
        int carried = 0;
        for (int from = 0; from < rows; from += LaunchGrid.GroupSize)
        {
            int row = from + Group.IdxX, count = 0;
            if (row < rows) count = counts[row];
            int before = carried + GroupScan.Inclusive(sums, count) - count;
            if (row < rows)
            {
                offsets[row] = before;
                counts[row] = before;
            }

            carried += sums[LaunchGrid.GroupSize - 1];
            Group.Barrier();
        }

        if (Group.IdxX == 0) offsets[rows] = carried;
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
        _sum(LaunchGrid.Groups(1), counts, offsets, rows);
        if (entries == 0) return;
        _place(LaunchGrid.Over(entries), rowOfEntry, counts, order, entries);
        _order(LaunchGrid.Over(rows), offsets, order, rows);
    }

    public void LaunchRows(ArrayView<int> offsets, ArrayView<int> rows, int count) =>
        _rows(LaunchGrid.Over(count), offsets, rows, count);
}
