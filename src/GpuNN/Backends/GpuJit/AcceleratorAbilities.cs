namespace GpuNN.Backends.Gpu;

/// <summary>What the runtimes say in different words: this side is GpuNN.Jit's.</summary>
internal static class AcceleratorAbilities
{
    /// <summary>Whether kernels may compute in float64.</summary>
    public static bool HasFloat64(Accelerator accelerator) => accelerator.Features.Float64;

    /// <summary>Whether the device is a GPU, and not the processor.</summary>
    public static bool IsGpu(Accelerator accelerator) => accelerator.Features.IsGpu;
}
