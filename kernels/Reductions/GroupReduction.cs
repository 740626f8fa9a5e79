using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Combines one value of each work item of a group of <see cref="LaunchGrid.GroupSize"/> in a tree in shared
/// memory: always in the same order, and on every device, unlike atomics and shuffles.</summary>
internal static class GroupReduction
{
    /// <summary>The combination, to all work items. All must call it.</summary>
    public static T Combine<T, TReduction>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReduction : struct, IReduction
    {
        ArrayView<T> partial = SharedMemory.Allocate<T>(LaunchGrid.GroupSize);
        int item = Group.IdxX;
        partial[item] = value;
        Group.Barrier();
        for (int width = LaunchGrid.GroupSize / 2; width > 0; width >>= 1)
        {
            if (item < width) partial[item] = TReduction.Combine(partial[item], partial[item + width]);
            Group.Barrier();
        }

        T total = partial[0];
        Group.Barrier();
        return total;
    }
}
