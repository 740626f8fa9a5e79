using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit;

/// <summary>The position of the work group in the grid, and the grid's extent in groups.</summary>
public static class Grid
{
    /// <summary>The X index of the group.</summary>
    public static int IdxX => DirectItem.Current().Group.Index.X;

    /// <summary>The Y index of the group.</summary>
    public static int IdxY => DirectItem.Current().Group.Index.Y;

    /// <summary>The Z index of the group.</summary>
    public static int IdxZ => DirectItem.Current().Group.Index.Z;

    /// <summary>The number of groups along X.</summary>
    public static int DimX => DirectItem.Current().Group.Launch.GridSize.X;

    /// <summary>The number of groups along Y.</summary>
    public static int DimY => DirectItem.Current().Group.Launch.GridSize.Y;

    /// <summary>The number of groups along Z.</summary>
    public static int DimZ => DirectItem.Current().Group.Launch.GridSize.Z;

    /// <summary>The index of the group.</summary>
    public static Index3D Index => new(IdxX, IdxY, IdxZ);

    /// <summary>The number of groups.</summary>
    public static Index3D Dimension => new(DimX, DimY, DimZ);

    /// <summary>The row-major number of the group: (z·DimY + y)·DimX + x.</summary>
    public static int LinearIndex => (IdxZ * DimY + IdxY) * DimX + IdxX;

    /// <summary>The index of the work item in the whole grid.</summary>
    public static Index3D GlobalIndex => ComputeGlobalIndex(Index, Group.Index);

    /// <summary>The index of the work item in the whole grid, in 64 bits.</summary>
    public static LongIndex3D LongGlobalIndex => ComputeLongGlobalIndex(Index, Group.Index);

    /// <summary>LinearIndex · group size + the item's linear index in its group.</summary>
    public static int GlobalLinearIndex => LinearIndex * Group.Dimension.Size + Group.LinearIndex;

    /// <summary>gridIndex · Group.Dimension + groupIndex.</summary>
    public static Index1D ComputeGlobalIndex(Index1D gridIdx, Index1D groupIdx) =>
        new(groupIdx.X + gridIdx.X * Group.DimX);

    /// <summary>gridIndex · Group.Dimension + groupIndex.</summary>
    public static Index2D ComputeGlobalIndex(Index2D gridIdx, Index2D groupIdx) =>
        new(groupIdx.X + gridIdx.X * Group.DimX, groupIdx.Y + gridIdx.Y * Group.DimY);

    /// <summary>gridIndex · Group.Dimension + groupIndex.</summary>
    public static Index3D ComputeGlobalIndex(Index3D gridIdx, Index3D groupIdx) =>
        new(groupIdx.X + gridIdx.X * Group.DimX, groupIdx.Y + gridIdx.Y * Group.DimY,
            groupIdx.Z + gridIdx.Z * Group.DimZ);

    /// <summary>gridIndex · Group.Dimension + groupIndex, in 64 bits.</summary>
    public static LongIndex1D ComputeLongGlobalIndex(Index1D gridIdx, Index1D groupIdx) =>
        new(groupIdx.X + (long)gridIdx.X * Group.DimX);

    /// <summary>gridIndex · Group.Dimension + groupIndex, in 64 bits.</summary>
    public static LongIndex2D ComputeLongGlobalIndex(Index2D gridIdx, Index2D groupIdx) =>
        new(groupIdx.X + (long)gridIdx.X * Group.DimX, groupIdx.Y + (long)gridIdx.Y * Group.DimY);

    /// <summary>gridIndex · Group.Dimension + groupIndex, in 64 bits.</summary>
    public static LongIndex3D ComputeLongGlobalIndex(Index3D gridIdx, Index3D groupIdx) =>
        new(groupIdx.X + (long)gridIdx.X * Group.DimX, groupIdx.Y + (long)gridIdx.Y * Group.DimY,
            groupIdx.Z + (long)gridIdx.Z * Group.DimZ);
}
