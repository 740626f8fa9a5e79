using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit;

/// <summary>The position of the work item in its group, the group's extent, and its barrier.</summary>
public static class Group
{
    /// <summary>The X index of the item in its group.</summary>
    public static int IdxX => DirectItem.Current().Index.X;

    /// <summary>The Y index of the item in its group.</summary>
    public static int IdxY => DirectItem.Current().Index.Y;

    /// <summary>The Z index of the item in its group.</summary>
    public static int IdxZ => DirectItem.Current().Index.Z;

    /// <summary>The group's extent along X.</summary>
    public static int DimX => DirectItem.Current().Group.Size.X;

    /// <summary>The group's extent along Y.</summary>
    public static int DimY => DirectItem.Current().Group.Size.Y;

    /// <summary>The group's extent along Z.</summary>
    public static int DimZ => DirectItem.Current().Group.Size.Z;

    /// <summary>The index of the item in its group.</summary>
    public static Index3D Index => new(IdxX, IdxY, IdxZ);

    /// <summary>The group's extent.</summary>
    public static Index3D Dimension => new(DimX, DimY, DimZ);

    /// <summary>The row-major number of the item in its group: (z·DimY + y)·DimX + x.</summary>
    public static int LinearIndex => (IdxZ * DimY + IdxY) * DimX + IdxX;

    /// <summary>True for the item with linear index 0.</summary>
    public static bool IsFirstThread => LinearIndex == 0;

    /// <summary>True for the item with the largest linear index.</summary>
    public static bool IsLastThread => LinearIndex == DimX * DimY * DimZ - 1;

    /// <summary>
    /// Waits until every item of the group is here; shared and global writes before it are visible to the group
    /// after it. All items must reach it, or none.
    /// </summary>
    public static void Barrier() => DirectItem.Current().Barrier(warp: false);
}
