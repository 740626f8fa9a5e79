namespace GpuNN.Kernels;

/// <summary>Batcher's bitonic sorter (1968) over keys and places in shared memory, by a whole group. Equal keys are ordered by
/// their places, so that the order is total, and the sort as good as stable. Each merge begins with mirrored partners, so that
/// all comparisons point the same way.</summary>
internal static class BitonicNetwork
{
    /// <summary>The slots that a group sorts: at most one line, or several short ones.</summary>
    public const int Slots = 1024;

    /// <summary>Sorts each run of <paramref name="length"/> slots, a power of two. All items must call it, after a
    /// barrier.</summary>
    public static void Sort<TKey, TSortKey>(ArrayView<TKey> keys, ArrayView<int> places, int length)
        where TKey : unmanaged
        where TSortKey : struct, ISortKey<TKey>
    {
        for (int half = 1; half < length; half <<= 1)
        {
            Exchange<TKey, TSortKey>(keys, places, half, (2 * half) - 1);
            for (int distance = half >> 1; distance > 0; distance >>= 1)
                Exchange<TKey, TSortKey>(keys, places, distance, distance);
        }
    }

    private static void Exchange<TKey, TSortKey>(ArrayView<TKey> keys, ArrayView<int> places, int half, int mirror)
        where TKey : unmanaged
        where TSortKey : struct, ISortKey<TKey>
    {
        for (int pair = Group.IdxX; pair < Slots / 2; pair += LaunchGrid.GroupSize)
        {
            int within = pair & (half - 1), low = ((pair - within) << 1) + within, high = low ^ mirror;
            TKey lowKey = keys[low], highKey = keys[high];
            int lowPlace = places[low], highPlace = places[high];
            bool isOutOfOrder = TSortKey.IsLess(highKey, lowKey) || (!TSortKey.IsLess(lowKey, highKey) && highPlace < lowPlace);
            keys[low] = isOutOfOrder ? highKey : lowKey;
            keys[high] = isOutOfOrder ? lowKey : highKey;
            places[low] = isOutOfOrder ? highPlace : lowPlace;
            places[high] = isOutOfOrder ? lowPlace : highPlace;
        }

        Group.Barrier();
    }
}
