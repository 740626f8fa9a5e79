namespace GpuNN.Jit;

/// <summary>The position of the work item in its group, the group's extent, and its barrier.</summary>
public static class Group
{
    /// <summary>The X index of the item in its group.</summary>
    public static int IdxX => throw KernelOnly.Exception();

    /// <summary>The Y index of the item in its group.</summary>
    public static int IdxY => throw KernelOnly.Exception();

    /// <summary>The Z index of the item in its group.</summary>
    public static int IdxZ => throw KernelOnly.Exception();

    /// <summary>The group's extent along X.</summary>
    public static int DimX => throw KernelOnly.Exception();

    /// <summary>The group's extent along Y.</summary>
    public static int DimY => throw KernelOnly.Exception();

    /// <summary>The group's extent along Z.</summary>
    public static int DimZ => throw KernelOnly.Exception();

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
    public static void Barrier() => throw KernelOnly.Exception();
}
