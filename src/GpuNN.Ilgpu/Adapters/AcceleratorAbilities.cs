using ILGPU.Runtime.OpenCL;

namespace GpuNN.Backends.Gpu;

/// <summary>What the runtimes say in different words: this side is ILGPU's.</summary>
internal static class AcceleratorAbilities
{
    /// <summary>Whether kernels may compute in float64: always, but for some OpenCL devices.</summary>
    public static bool HasFloat64(Accelerator accelerator) =>
        accelerator is not CLAccelerator openCl || openCl.Capabilities.Float64;

    /// <summary>Whether the device is a GPU: whatever is not the emulator.</summary>
    public static bool IsGpu(Accelerator accelerator) => accelerator.AcceleratorType != AcceleratorType.CPU;
}
