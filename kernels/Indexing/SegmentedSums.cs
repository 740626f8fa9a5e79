using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>y[key, column] += Σ x[entry, column] over the entries of a key, which a sort has put side by side, in their own
/// order. An item per chunk of entries and column; neighbouring items take neighbouring columns. A key's sum begins in one
/// chunk, whose item writes it; what later chunks add to it they leave as their lead, and a second kernel adds a key's
/// leads in order. So one key with all the entries takes no longer than many keys, and the bits do not depend on who comes
/// first.</summary>
internal sealed class SegmentedSums<T, TLayout>(KernelSet kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLayout : struct, IScatterLayout
{
    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<T>, TLayout, int, int, int, int> _sum =
        kernels.Load<ArrayView<uint>, ArrayView<int>, ArrayView<T>, ArrayView<T>, ArrayView<T>, TLayout, int, int, int, int>(SumSegmentsKernel);

    private readonly Action<KernelConfig, ArrayView<uint>, ArrayView<T>, ArrayView<T>, TLayout, int, int, int, int> _addLeads =
        kernels.Load<ArrayView<uint>, ArrayView<T>, ArrayView<T>, TLayout, int, int, int, int>(AddLeadsKernel);

    internal static void SumSegmentsKernel(
        ArrayView<uint> keys,
        ArrayView<int> order,
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> leads,
        TLayout layout,
        int entries,
        int columns,
        int chunk,
        int none)
    {
        int i = Grid.GlobalIndex.X, part = i / columns, column = i - (part * columns), first = part * chunk;
        if (first >= entries) return;
        int end = XMath.Min(first + chunk, entries);
        uint key = keys[first];
        bool isLead = first > 0 && keys[first - 1] == key;
        T sum = T.Zero;
        for (int e = first; e < end; e++)
        {
            uint next = keys[e];
            if (next != key)
            {
                if (isLead) leads[i] = sum;
                else y[layout.Target((int)key, column)] += sum;
                isLead = false;
                key = next;
                sum = T.Zero;
            }

            if (key < (uint)none) sum += x[layout.Source(order[e], column)];
        }

        if (key >= (uint)none) return;
        if (isLead) leads[i] = sum;
        else y[layout.Target((int)key, column)] += sum;
    }

    internal static void AddLeadsKernel(
        ArrayView<uint> keys, ArrayView<T> leads, ArrayView<T> y, TLayout layout, int entries, int columns, int chunk, int none)
    {
        int i = Grid.GlobalIndex.X, part = i / columns, column = i - (part * columns), first = part * chunk, next = first + chunk;
        if (next >= entries) return;
        uint key = keys[next];
        bool beginsHere = keys[next - 1] == key && (keys[first] != key || first == 0 || keys[first - 1] != key);
        if (key >= (uint)none || !beginsHere) return;
        T sum = T.Zero;
        for (int lead = part + 1; lead * chunk < entries; lead++)
        {
            if (keys[lead * chunk] != key) break;
            sum += leads[(lead * columns) + column];
        }

        y[layout.Target((int)key, column)] += sum;
    }

    /// <summary>The entries of a chunk: near the root of their number, so that neither a chunk nor the leads of one key are
    /// long.</summary>
    public static int Chunk(int entries)
    {
        int chunk = 16;
        while (chunk < 1024 && chunk * chunk < entries) chunk <<= 1;
        return chunk;
    }

    /// <summary>The elements of the workspace for leads.</summary>
    public static int Leads(int entries, int columns) => (entries + Chunk(entries) - 1) / Chunk(entries) * columns;

    /// <summary>Adds the terms of sorted keys; keys from <paramref name="none"/> on have no place.</summary>
    public void Launch(
        ArrayView<uint> keys,
        ArrayView<int> order,
        ArrayView<T> x,
        ArrayView<T> y,
        ArrayView<T> leads,
        TLayout layout,
        int entries,
        int columns,
        int none)
    {
        int chunk = Chunk(entries), items = Leads(entries, columns);
        _sum(LaunchGrid.Over(items), keys, order, x, y, leads, layout, entries, columns, chunk, none);
        if (items > columns) _addLeads(LaunchGrid.Over(items), keys, leads, y, layout, entries, columns, chunk, none);
    }
}
