namespace GpuNN.Kernels;

/// <summary>Grids for kernels that handle one element per work item.</summary>
internal static class LaunchGrid
{
    /// <summary>The work items of a group: a multiple of every warp, and no more than any GPU offers.</summary>
    public const int GroupSize = 256;

    /// <summary>Enough groups for this many work items; the kernel checks the last group's bound.</summary>
    public static KernelConfig Over(int count) => new((count + GroupSize - 1) / GroupSize, GroupSize);

    /// <summary>This many groups of <see cref="GroupSize"/> work items.</summary>
    public static KernelConfig Groups(int count) => new(count, GroupSize);
}
