using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;

namespace GpuNN.Jit.Drivers.Clr;

/// <summary>A kernel of this process: a launch has run when it returns.</summary>
internal sealed class CPUKernel(string name, ClrKernel kernel) : LoadedKernel(name)
{
    public override unsafe void Launch(
        AcceleratorStream stream, in KernelConfig config, KernelArgument* arguments, int count)
    {
        Index3D grid = config.GridDim, group = config.GroupDim;
        kernel.Run(new ClrLaunch
        {
            Arguments = arguments,
            GridX = grid.X,
            GridY = grid.Y,
            GridZ = grid.Z,
            GroupX = group.X,
            GroupY = group.Y,
            GroupZ = group.Z,
            DynamicSharedSize = config.SharedMemoryConfig.ArraySize,
        });
    }
}
