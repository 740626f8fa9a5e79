namespace GpuNN.Kernels;

/// <summary>Sorts lines of unsigned keys, and with them the places that they had: stable, by their least significant digit
/// first. Each pass over a digit has three kernels: groups count the digits of their tiles; a group per line sums the counts up;
/// groups order their tiles by the digit in shared memory and write runs of neighbours to where the sums say. No atomics, so
/// the order is that of the keys alone (Satish, Harris and Garland 2009).</summary>
internal sealed class DigitSort<TKey, TSortKey>(KernelSet kernels)
    where TKey : unmanaged
    where TSortKey : struct, ISortKey<TKey>
{
    private readonly Action<KernelConfig, ArrayView<TKey>, ArrayView<int>, int, int, int> _count =
        kernels.Load<ArrayView<TKey>, ArrayView<int>, int, int, int>(CountDigitsKernel);

    private readonly Action<KernelConfig, ArrayView<int>, int> _sum = kernels.Load<ArrayView<int>, int>(SumCountsKernel);

    private readonly Action<KernelConfig, ArrayView<TKey>, ArrayView<int>, ArrayView<TKey>, ArrayView<int>, ArrayView<int>, int, int, int, int> _order =
        kernels.Load<ArrayView<TKey>, ArrayView<int>, ArrayView<TKey>, ArrayView<int>, ArrayView<int>, int, int, int, int>(OrderByDigitKernel);

    /// <summary>counts[line, digit, tile].</summary>
    internal static void CountDigitsKernel(ArrayView<TKey> keys, ArrayView<int> counts, int length, int tiles, int shift)
    {
        ArrayView<int> counters = SharedMemory.Allocate<int>(DigitTile.PaddedCounters);
        ArrayView<int> sums = SharedMemory.Allocate<int>(LaunchGrid.GroupSize);
        int item = Group.IdxX, line = Grid.IdxX / tiles, tile = Grid.IdxX - (line * tiles), from = tile * DigitTile.Elements;
        for (int digit = 0; digit < DigitTile.Digits; digit++) counters[DigitTile.Counter(digit, item)] = 0;
        for (int i = 0; i < DigitTile.PerItem; i++)
        {
            int j = from + (i * LaunchGrid.GroupSize) + item;
            if (j < length) counters[DigitTile.Counter(TSortKey.Digit(keys[(line * length) + j], shift), item)]++;
        }

        Group.Barrier();
        int sum = 0;
        for (int i = 0; i < 16; i++) sum += counters[DigitTile.Padded(item * 16) + i];
        sums[item] = sum;
        Group.Barrier();
        if (item >= DigitTile.Digits) return;
        int count = 0;
        for (int i = 0; i < LaunchGrid.GroupSize / DigitTile.Digits; i++) count += sums[(item * (LaunchGrid.GroupSize / DigitTile.Digits)) + i];
        counts[(((line * DigitTile.Digits) + item) * tiles) + tile] = count;
    }

    /// <summary>Counts become the sums of those before them, a group per line.</summary>
    internal static void SumCountsKernel(ArrayView<int> counts, int length)
    {
        ArrayView<int> staged = SharedMemory.Allocate<int>(DigitTile.PaddedCounters);
        ArrayView<int> sums = SharedMemory.Allocate<int>(LaunchGrid.GroupSize);
        int first = Grid.IdxX * length, carried = 0;
        for (int from = 0; from < length; from += DigitTile.Counters)
        {
            for (int i = Group.IdxX; i < DigitTile.Counters; i += LaunchGrid.GroupSize)
            {
                int count = 0;
                if (from + i < length) count = counts[first + from + i];
                staged[DigitTile.Padded(i)] = count;
            }

            Group.Barrier();
            carried += DigitTile.SumBefore(staged, sums, carried);
            for (int i = Group.IdxX; i < DigitTile.Counters; i += LaunchGrid.GroupSize)
            {
                if (from + i < length) counts[first + from + i] = staged[DigitTile.Padded(i)];
            }

            Group.Barrier();
        }
    }

    internal static void OrderByDigitKernel(
        ArrayView<TKey> keys,
        ArrayView<int> places,
        ArrayView<TKey> orderedKeys,
        ArrayView<int> orderedPlaces,
        ArrayView<int> offsets,
        int length,
        int tiles,
        int shift,
        int isFirst)
    {
        ArrayView<TKey> staged = SharedMemory.Allocate<TKey>(DigitTile.PaddedElements);
        ArrayView<int> counters = SharedMemory.Allocate<int>(DigitTile.PaddedCounters);
        ArrayView<int> order = SharedMemory.Allocate<int>(DigitTile.Elements);
        ArrayView<int> sums = SharedMemory.Allocate<int>(LaunchGrid.GroupSize);
        ArrayView<int> targets = SharedMemory.Allocate<int>(DigitTile.Digits);
        int item = Group.IdxX, line = Grid.IdxX / tiles, tile = Grid.IdxX - (line * tiles), from = tile * DigitTile.Elements;
        int first = (line * length) + from, count = XMath.Min(DigitTile.Elements, length - from);
        for (int i = 0; i < DigitTile.PerItem; i++)
        {
            int place = (i * LaunchGrid.GroupSize) + item;
            if (place < count) staged[DigitTile.Padded(place)] = keys[first + place];
        }

        for (int digit = 0; digit < DigitTile.Digits; digit++) counters[DigitTile.Counter(digit, item)] = 0;
        Group.Barrier();
        for (int i = 0; i < DigitTile.PerItem; i++)
        {
            int place = (item * DigitTile.PerItem) + i;
            if (place < count) counters[DigitTile.Counter(TSortKey.Digit(staged[DigitTile.Padded(place)], shift), item)]++;
        }

        Group.Barrier();
        DigitTile.SumBefore(counters, sums, 0);
        if (item < DigitTile.Digits)
            targets[item] = (line * length) + offsets[(((line * DigitTile.Digits) + item) * tiles) + tile] - counters[DigitTile.Counter(item, 0)];
        Group.Barrier();
        for (int i = 0; i < DigitTile.PerItem; i++)
        {
            int place = (item * DigitTile.PerItem) + i;
            if (place >= count) continue;
            int counter = DigitTile.Counter(TSortKey.Digit(staged[DigitTile.Padded(place)], shift), item), rank = counters[counter];
            order[rank] = place;
            counters[counter] = rank + 1;
        }

        Group.Barrier();
        for (int i = 0; i < DigitTile.PerItem; i++)
        {
            int rank = (i * LaunchGrid.GroupSize) + item;
            if (rank >= count) continue;
            int place = order[rank];
            TKey key = staged[DigitTile.Padded(place)];
            int target = targets[TSortKey.Digit(key, shift)] + rank;
            orderedKeys[target] = key;
            orderedPlaces[target] = isFirst != 0 ? from + place : places[first + place];
        }
    }

    /// <summary>How many counts a sort needs.</summary>
    public static int Counts(int lines, int length) => lines * DigitTile.Digits * Tiles(length);

    /// <summary>Sorts by the lowest <paramref name="bits"/> bits. The keys are overwritten; the other views are work space,
    /// two of which come back.</summary>
    /// <returns>The keys in order, and where in its line each was before.</returns>
    public (ArrayView<TKey> Keys, ArrayView<int> Places) Launch(
        ArrayView<TKey> keys,
        ArrayView<int> places,
        ArrayView<TKey> otherKeys,
        ArrayView<int> otherPlaces,
        ArrayView<int> counts,
        int lines,
        int length,
        int bits)
    {
        int tiles = Tiles(length);
        for (int shift = 0; shift < bits || shift == 0; shift += DigitTile.DigitBits)
        {
            _count(LaunchGrid.Groups(lines * tiles), keys, counts, length, tiles, shift);
            _sum(LaunchGrid.Groups(lines), counts, DigitTile.Digits * tiles);
            _order(
                LaunchGrid.Groups(lines * tiles), keys, places, otherKeys, otherPlaces, counts, length, tiles, shift, shift == 0 ? 1 : 0);
            (keys, otherKeys) = (otherKeys, keys);
            (places, otherPlaces) = (otherPlaces, places);
        }

        return (keys, places);
    }

    private static int Tiles(int length) => (length + DigitTile.Elements - 1) / DigitTile.Elements;
}
