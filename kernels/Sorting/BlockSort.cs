namespace GpuNN.Kernels;

/// <summary>The first elements of each line in order, with their indices, by a <see cref="BitonicNetwork"/> in shared memory.
///
/// Lines of up to <see cref="BitonicNetwork.Slots"/> elements: a group sorts as many as fit, and reads and writes each once.
/// Longer lines of which few elements are wanted: each group sorts a tile of a line and passes on its first ones as keys and
/// places; rounds of that leave one tile per line. The order is total, so the tiles may meet in any order.</summary>
internal sealed class BlockSort<T, TKey, TSortKey>(KernelSet kernels)
    where T : unmanaged
    where TKey : unmanaged
    where TSortKey : struct, ISortKey<T, TKey>
{
    private const int Nowhere = int.MaxValue;

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<long>, LineSizes, int, int> _lines =
        kernels.Load<ArrayView<T>, ArrayView<T>, ArrayView<long>, LineSizes, int, int>(SortLinesKernel);

    private readonly Action<KernelConfig, ArrayView<T>, ArrayView<TKey>, ArrayView<int>, LineSizes, int, int> _first =
        kernels.Load<ArrayView<T>, ArrayView<TKey>, ArrayView<int>, LineSizes, int, int>(SelectFromLinesKernel);

    private readonly Action<KernelConfig, ArrayView<TKey>, ArrayView<int>, ArrayView<TKey>, ArrayView<int>, int, int, int> _next =
        kernels.Load<ArrayView<TKey>, ArrayView<int>, ArrayView<TKey>, ArrayView<int>, int, int, int>(SelectFromKeysKernel);

    internal static void SortLinesKernel(
        ArrayView<T> x, ArrayView<T> values, ArrayView<long> indices, LineSizes sizes, int padded, int wanted)
    {
        ArrayView<TKey> keys = SharedMemory.Allocate<TKey>(BitonicNetwork.Slots);
        ArrayView<int> places = SharedMemory.Allocate<int>(BitonicNetwork.Slots);
        int together = BitonicNetwork.Slots / padded, firstLine = Grid.IdxX * together;
        for (int i = Group.IdxX; i < BitonicNetwork.Slots; i += LaunchGrid.GroupSize)
        {
            // Neighbouring items read neighbours: along the line, or across lines where those lie innermost.
            int own = sizes.Inner == 1 ? i / padded : i % together, j = sizes.Inner == 1 ? i % padded : i / together;
            int slot = (own * padded) + j;
            keys[slot] = TSortKey.Greatest;
            places[slot] = Nowhere;
            if (firstLine + own >= sizes.Lines || j >= sizes.Length) continue;
            keys[slot] = TSortKey.Of(x[sizes.Position(firstLine + own, j, sizes.Length)], sizes.IsDescending != 0);
            places[slot] = j;
        }

        Group.Barrier();
        BitonicNetwork.Sort<TKey, TSortKey>(keys, places, padded);
        for (int i = Group.IdxX; i < BitonicNetwork.Slots; i += LaunchGrid.GroupSize)
        {
            int own = sizes.Inner == 1 ? i / padded : i % together, j = sizes.Inner == 1 ? i % padded : i / together;
            if (firstLine + own >= sizes.Lines || j >= wanted) continue;
            int place = places[(own * padded) + j], target = sizes.Position(firstLine + own, j, wanted);
            values[target] = x[sizes.Position(firstLine + own, place, sizes.Length)];
            indices[target] = place;
        }
    }

    /// <summary>The first round: tile t of a line gives its first elements at (line, t).</summary>
    internal static void SelectFromLinesKernel(
        ArrayView<T> x, ArrayView<TKey> firstKeys, ArrayView<int> firstPlaces, LineSizes sizes, int tiles, int wanted)
    {
        ArrayView<TKey> keys = SharedMemory.Allocate<TKey>(BitonicNetwork.Slots);
        ArrayView<int> places = SharedMemory.Allocate<int>(BitonicNetwork.Slots);
        int line = Grid.IdxX / tiles, from = (Grid.IdxX - (line * tiles)) * BitonicNetwork.Slots;
        for (int slot = Group.IdxX; slot < BitonicNetwork.Slots; slot += LaunchGrid.GroupSize)
        {
            keys[slot] = TSortKey.Greatest;
            places[slot] = Nowhere;
            if (from + slot >= sizes.Length) continue;
            keys[slot] = TSortKey.Of(x[sizes.Position(line, from + slot, sizes.Length)], sizes.IsDescending != 0);
            places[slot] = from + slot;
        }

        Group.Barrier();
        BitonicNetwork.Sort<TKey, TSortKey>(keys, places, BitonicNetwork.Slots);
        WriteFirst(keys, places, firstKeys, firstPlaces, wanted);
    }

    /// <summary>A further round, over the first elements of the round before.</summary>
    internal static void SelectFromKeysKernel(
        ArrayView<TKey> lastKeys, ArrayView<int> lastPlaces, ArrayView<TKey> firstKeys, ArrayView<int> firstPlaces, int length, int tiles, int wanted)
    {
        ArrayView<TKey> keys = SharedMemory.Allocate<TKey>(BitonicNetwork.Slots);
        ArrayView<int> places = SharedMemory.Allocate<int>(BitonicNetwork.Slots);
        int line = Grid.IdxX / tiles, from = (Grid.IdxX - (line * tiles)) * BitonicNetwork.Slots;
        for (int slot = Group.IdxX; slot < BitonicNetwork.Slots; slot += LaunchGrid.GroupSize)
        {
            keys[slot] = TSortKey.Greatest;
            places[slot] = Nowhere;
            if (from + slot >= length) continue;
            keys[slot] = lastKeys[(line * length) + from + slot];
            places[slot] = lastPlaces[(line * length) + from + slot];
        }

        Group.Barrier();
        BitonicNetwork.Sort<TKey, TSortKey>(keys, places, BitonicNetwork.Slots);
        WriteFirst(keys, places, firstKeys, firstPlaces, wanted);
    }

    /// <summary>How many tiles a line of this length has.</summary>
    public static int Tiles(int length) => (length + BitonicNetwork.Slots - 1) / BitonicNetwork.Slots;

    /// <summary>Lines of no more than <see cref="BitonicNetwork.Slots"/> elements.</summary>
    public void LaunchLines(ArrayView<T> x, ArrayView<T> values, ArrayView<long> indices, LineSizes sizes, int wanted)
    {
        int padded = 1;
        while (padded < sizes.Length) padded <<= 1;
        int together = BitonicNetwork.Slots / padded;
        _lines(LaunchGrid.Groups((sizes.Lines + together - 1) / together), x, values, indices, sizes, padded, wanted);
    }

    /// <summary>The first round of a selection, into (lines, tiles, wanted).</summary>
    public void LaunchFirstRound(ArrayView<T> x, ArrayView<TKey> keys, ArrayView<int> places, LineSizes sizes, int wanted)
    {
        int tiles = Tiles(sizes.Length);
        _first(LaunchGrid.Groups(sizes.Lines * tiles), x, keys, places, sizes, tiles, wanted);
    }

    /// <summary>A further round of a selection, from (lines, length) into (lines, tiles, wanted).</summary>
    public void LaunchNextRound(
        ArrayView<TKey> lastKeys, ArrayView<int> lastPlaces, ArrayView<TKey> keys, ArrayView<int> places, int lines, int length, int wanted)
    {
        int tiles = Tiles(length);
        _next(LaunchGrid.Groups(lines * tiles), lastKeys, lastPlaces, keys, places, length, tiles, wanted);
    }

    private static void WriteFirst(
        ArrayView<TKey> keys, ArrayView<int> places, ArrayView<TKey> firstKeys, ArrayView<int> firstPlaces, int wanted)
    {
        for (int slot = Group.IdxX; slot < wanted; slot += LaunchGrid.GroupSize)
        {
            firstKeys[(Grid.IdxX * wanted) + slot] = keys[slot];
            firstPlaces[(Grid.IdxX * wanted) + slot] = places[slot];
        }
    }
}
