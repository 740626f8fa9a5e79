using System.Diagnostics.CodeAnalysis;

namespace GpuNN.Jit.Extensions;

/// <summary>Every device of this machine, also those that cannot be used.</summary>
public sealed class DeviceCatalog
{
    private DeviceCatalog(IReadOnlyList<Device> usable, IReadOnlyList<UnusableDevice> unusable)
    {
        Usable = usable;
        Unusable = unusable;
    }

    /// <summary>The devices that kernels run on: CUDA's, OpenCL's, and the CPU fast and checked, each in its driver's order.</summary>
    public IReadOnlyList<Device> Usable { get; }

    /// <summary>The devices and drivers that are missing or cannot be used, and why.</summary>
    public IReadOnlyList<UnusableDevice> Unusable { get; }

    /// <summary>Asks the drivers. A missing driver is no error: it is listed with the reason.</summary>
    [RequiresDynamicCode("Kernels are compiled from the IL of their methods at run time.")]
    [RequiresUnreferencedCode("Kernels are compiled from the IL of their methods at run time.")]
    public static DeviceCatalog Read()
    {
        var (cuda, unusableCuda) = Guard(AcceleratorType.Cuda, CudaDevice.Enumerate);
        var (openCl, unusableOpenCl) = Guard(AcceleratorType.OpenCL, CLDevice.Enumerate);
        return new DeviceCatalog(
            [.. cuda, .. openCl, CPUDevice.Default, CPUDevice.Checked], [.. unusableCuda, .. unusableOpenCl]);
    }

    /// <summary>A driver that fails when asked for its devices is one that cannot be used.</summary>
    private static (IReadOnlyList<T> Devices, IReadOnlyList<UnusableDevice> Unusable) Guard<T>(
        AcceleratorType type, Func<(IReadOnlyList<T>, IReadOnlyList<UnusableDevice>)> enumerate)
    {
        try
        {
            return enumerate();
        }
        catch (Exception failure) when (failure is AcceleratorException or EntryPointNotFoundException)
        {
            return ([], [new UnusableDevice(type, type.ToString(), failure.Message)]);
        }
    }
}
