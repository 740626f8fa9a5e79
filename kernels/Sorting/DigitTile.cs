namespace GpuNN.Kernels;

/// <summary>What the kernels of a <see cref="DigitSort{TKey, TSortKey}"/> share: tiles of 8 elements per item, digits of 4
/// bits, and a counter per digit and item in shared memory, so that nobody waits for anybody.</summary>
internal static class DigitTile
{
    public const int DigitBits = 4;

    public const int Digits = 1 << DigitBits;

    public const int PerItem = 8;

    public const int Elements = PerItem * LaunchGrid.GroupSize;

    /// <summary>A counter per digit and item.</summary>
    public const int Counters = Digits * LaunchGrid.GroupSize;

    /// <summary>The elements of shared memory that hold <see cref="Counters"/> padded numbers.</summary>
    public const int PaddedCounters = Counters + (Counters / 16);

    /// <summary>The elements of shared memory that hold <see cref="Elements"/> padded numbers.</summary>
    public const int PaddedElements = Elements + (Elements / 16);

    /// <summary>An index with a gap after each 16, so that items that walk over runs of 8 or 16 meet in few banks.</summary>
    public static int Padded(int index) => index + (index >> 4);

    /// <summary>The counter of a digit and an item. Digits come first: running sums over them are places in order.</summary>
    public static int Counter(int digit, int item) => Padded((digit * LaunchGrid.GroupSize) + item);

    /// <summary>Replaces <see cref="Counters"/> padded numbers by the sums of those before each, plus a beginning; returns
    /// the sum of all. The whole group calls it after a barrier.</summary>
    public static int SumBefore(ArrayView<int> counters, ArrayView<int> sums, int beginning)
    {
        int own = 0, first = Padded(Group.IdxX * Digits);
        for (int i = 0; i < Digits; i++) own += counters[first + i];
        int before = beginning + GroupScan.Inclusive(sums, own) - own;
        for (int i = 0; i < Digits; i++)
        {
            int count = counters[first + i];
            counters[first + i] = before;
            before += count;
        }

        int total = sums[LaunchGrid.GroupSize - 1];
        Group.Barrier();
        return total;
    }
}
