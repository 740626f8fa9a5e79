using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit;

/// <summary>
/// The warp: consecutive work items (by linear index in the group) that exchange values without memory. Every item of
/// the warp must take part in a shuffle. A group whose size is no multiple of the warp's ends in a partial warp; to read
/// from a lane that is not there gives an undefined value.
/// </summary>
public static class Warp
{
    /// <summary>The number of lanes of a warp.</summary>
    public static int WarpSize => DirectItem.Current().WarpSize;

    /// <summary>The lane of the item in its warp: linear index mod warp size.</summary>
    public static int LaneIdx => DirectItem.Current().Lane;

    /// <summary>The warp of the item in its group: linear index / warp size.</summary>
    public static int WarpIdx => ComputeWarpIdx(Group.LinearIndex);

    /// <summary>True on lane 0.</summary>
    public static bool IsFirstLane => LaneIdx == 0;

    /// <summary>True on the last lane.</summary>
    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    /// <summary>groupThreadIdx / WarpSize.</summary>
    public static int ComputeWarpIdx(Index1D groupThreadIdx) => groupThreadIdx.X / WarpSize;

    /// <summary>groupThreadIdx mod WarpSize.</summary>
    public static int ComputeWarpThreadIdx(Index1D groupThreadIdx) => groupThreadIdx.X % WarpSize;

    /// <summary>Waits for the other lanes of the warp.</summary>
    public static void Barrier() => DirectItem.Current().Barrier(warp: true);

    /// <summary>The value that lane <paramref name="sourceLane"/> passes.</summary>
    public static T Shuffle<T>(T variable, int sourceLane)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Index, variable, sourceLane);

    /// <summary>The same within sub-warps of <paramref name="width"/> lanes, a power of two.</summary>
    public static T Shuffle<T>(T variable, int sourceLane, int width)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Index, variable, sourceLane, width);

    /// <summary>The value of lane + delta; the own value where that lane is outside.</summary>
    public static T ShuffleDown<T>(T variable, int delta)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Down, variable, delta);

    /// <summary>The same within sub-warps of <paramref name="width"/> lanes, a power of two.</summary>
    public static T ShuffleDown<T>(T variable, int delta, int width)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Down, variable, delta, width);

    /// <summary>The value of lane − delta; the own value where that lane is outside.</summary>
    public static T ShuffleUp<T>(T variable, int delta)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Up, variable, delta);

    /// <summary>The same within sub-warps of <paramref name="width"/> lanes, a power of two.</summary>
    public static T ShuffleUp<T>(T variable, int delta, int width)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Up, variable, delta, width);

    /// <summary>The value of lane ⊕ mask.</summary>
    public static T ShuffleXor<T>(T variable, int mask)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Xor, variable, mask);

    /// <summary>The same within sub-warps of <paramref name="width"/> lanes, a power of two.</summary>
    public static T ShuffleXor<T>(T variable, int mask, int width)
        where T : unmanaged => DirectItem.Current().Exchange(ShuffleKind.Xor, variable, mask, width);

    /// <summary>The value of lane <paramref name="sourceLane"/>, which is the same on all lanes.</summary>
    public static T Broadcast<T>(T value, int sourceLane)
        where T : unmanaged => Shuffle(value, sourceLane);
}
