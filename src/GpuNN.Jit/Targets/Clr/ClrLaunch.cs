using GpuNN.Jit.Launching;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>What a launch gives to the generated code.</summary>
internal unsafe struct ClrLaunch
{
    public KernelArgument* Arguments;
    public int GridX;
    public int GridY;
    public int GridZ;
    public int GroupX;
    public int GroupY;
    public int GroupZ;
    public int DynamicSharedSize;

    public readonly int GroupSize => GroupX * GroupY * GroupZ;

    public readonly long Groups => (long)GridX * GridY * GridZ;
}

/// <summary>Generated code: runs the groups from <paramref name="first"/> up to <paramref name="end"/>.</summary>
/// <param name="launch">The launch.</param>
/// <param name="shared">Shared memory of a group.</param>
/// <param name="items">Memory for what items keep across synchronisations, and for local arrays.</param>
/// <param name="first">The linear index of the first group.</param>
/// <param name="end">The linear index after the last group.</param>
internal unsafe delegate void ClrKernelCode(ClrLaunch* launch, byte* shared, byte* items, long first, long end);
