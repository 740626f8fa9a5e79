namespace GpuNN.Jit;

/// <summary>How a kernel is launched: the number of groups, the work items of a group, and dynamic shared memory.</summary>
public readonly struct KernelConfig
{
    /// <summary>A one-dimensional launch.</summary>
    public KernelConfig(Index1D gridDim, Index1D groupDim)
        : this(gridDim, groupDim, default)
    {
    }

    /// <summary>A one-dimensional launch with dynamic shared memory.</summary>
    public KernelConfig(Index1D gridDim, Index1D groupDim, SharedMemoryConfig sharedMemoryConfig)
        : this(new Index3D(gridDim.X, 1, 1), new Index3D(groupDim.X, 1, 1), sharedMemoryConfig)
    {
    }

    /// <summary>A two-dimensional launch.</summary>
    public KernelConfig(Index2D gridDim, Index2D groupDim)
        : this(gridDim, groupDim, default)
    {
    }

    /// <summary>A two-dimensional launch with dynamic shared memory.</summary>
    public KernelConfig(Index2D gridDim, Index2D groupDim, SharedMemoryConfig sharedMemoryConfig)
        : this(new Index3D(gridDim.X, gridDim.Y, 1), new Index3D(groupDim.X, groupDim.Y, 1), sharedMemoryConfig)
    {
    }

    /// <summary>A three-dimensional launch.</summary>
    public KernelConfig(Index3D gridDim, Index3D groupDim)
        : this(gridDim, groupDim, default)
    {
    }

    /// <summary>A three-dimensional launch by its six extents.</summary>
    public KernelConfig(
        int gridDimX, int gridDimY, int gridDimZ,
        int groupDimX, int groupDimY, int groupDimZ)
        : this(new Index3D(gridDimX, gridDimY, gridDimZ), new Index3D(groupDimX, groupDimY, groupDimZ), default)
    {
    }

    /// <summary>A three-dimensional launch with dynamic shared memory.</summary>
    public KernelConfig(Index3D gridDim, Index3D groupDim, SharedMemoryConfig sharedMemoryConfig)
    {
        GridDim = gridDim;
        GroupDim = groupDim;
        SharedMemoryConfig = sharedMemoryConfig;
    }

    /// <summary>The number of groups in each dimension.</summary>
    public Index3D GridDim { get; }

    /// <summary>The number of work items of a group in each dimension.</summary>
    public Index3D GroupDim { get; }

    /// <summary>The dynamic shared memory of each group.</summary>
    public SharedMemoryConfig SharedMemoryConfig { get; }

    /// <summary>Whether dynamic shared memory is requested.</summary>
    public bool UsesDynamicSharedMemory => SharedMemoryConfig.UsesDynamicSharedMemory;

    /// <summary>Whether every extent is positive.</summary>
    public bool IsValid =>
        GridDim.X > 0 && GridDim.Y > 0 && GridDim.Z > 0 && GroupDim.X > 0 && GroupDim.Y > 0 && GroupDim.Z > 0;

    /// <summary>The number of work items of the launch.</summary>
    public long Size =>
        (long)GridDim.X * GridDim.Y * GridDim.Z * ((long)GroupDim.X * GroupDim.Y * GroupDim.Z);

    /// <summary>The grid and the group extents.</summary>
    public (Index3D, Index3D) ToDimensions() => (GridDim, GroupDim);

    /// <summary>The grid and the group extents and the dynamic shared memory.</summary>
    public (Index3D, Index3D, SharedMemoryConfig) ToValueTuple() => (GridDim, GroupDim, SharedMemoryConfig);

    /// <summary>The grid and the group extents.</summary>
    public void Deconstruct(out Index3D gridDim, out Index3D groupDim) => (gridDim, groupDim) = (GridDim, GroupDim);

    /// <summary>The grid and the group extents and the dynamic shared memory.</summary>
    public void Deconstruct(out Index3D gridDim, out Index3D groupDim, out SharedMemoryConfig sharedMemoryConfig) =>
        (gridDim, groupDim, sharedMemoryConfig) = (GridDim, GroupDim, SharedMemoryConfig);

    /// <summary>A one-dimensional launch.</summary>
    public static implicit operator KernelConfig((Index1D, Index1D) dimensions) =>
        new(dimensions.Item1, dimensions.Item2);

    /// <summary>A three-dimensional grid of one-dimensional groups.</summary>
    public static implicit operator KernelConfig((Index3D, Index1D) dimensions) =>
        new(dimensions.Item1, new Index3D(dimensions.Item2.X, 1, 1));

    /// <summary>A three-dimensional grid of two-dimensional groups.</summary>
    public static implicit operator KernelConfig((Index3D, Index2D) dimensions) =>
        new(dimensions.Item1, new Index3D(dimensions.Item2.X, dimensions.Item2.Y, 1));

    /// <summary>A two-dimensional launch.</summary>
    public static implicit operator KernelConfig((Index2D, Index2D) dimensions) =>
        new(dimensions.Item1, dimensions.Item2);

    /// <summary>A three-dimensional launch.</summary>
    public static implicit operator KernelConfig((Index3D, Index3D) dimensions) =>
        new(dimensions.Item1, dimensions.Item2);

    /// <summary>A one-dimensional launch with dynamic shared memory.</summary>
    public static implicit operator KernelConfig((Index1D, Index1D, SharedMemoryConfig) dimensions) =>
        new(dimensions.Item1, dimensions.Item2, dimensions.Item3);

    /// <summary>A three-dimensional launch with dynamic shared memory.</summary>
    public static implicit operator KernelConfig((Index3D, Index3D, SharedMemoryConfig) dimensions) =>
        new(dimensions.Item1, dimensions.Item2, dimensions.Item3);

    /// <summary>The grid and the group extents.</summary>
    public static implicit operator (Index3D, Index3D)(KernelConfig config) => config.ToDimensions();

    /// <summary>The grid and the group extents and the dynamic shared memory.</summary>
    public static implicit operator (Index3D, Index3D, SharedMemoryConfig)(KernelConfig config) =>
        config.ToValueTuple();
}
