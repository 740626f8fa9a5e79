using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Running sums of one value per work item of a group of <see cref="LaunchGrid.GroupSize"/>, in eight doubling steps
/// through shared memory (Hillis and Steele 1986): always in the same order.</summary>
internal static class GroupScan
{
    /// <summary>The sum up to and with this work item's value. All must call it; <paramref name="sums"/> is shared memory of
    /// one element per item and then holds every item's sum.</summary>
    public static T Inclusive<T>(ArrayView<T> sums, T value)
        where T : unmanaged, INumber<T>
    {
        int item = Group.IdxX;
        sums[item] = value;
        Group.Barrier();
        for (int distance = 1; distance < LaunchGrid.GroupSize; distance <<= 1)
        {
            T before = item >= distance ? sums[item - distance] : T.Zero;
            Group.Barrier();
            sums[item] += before;
            Group.Barrier();
        }

        return sums[item];
    }
}
