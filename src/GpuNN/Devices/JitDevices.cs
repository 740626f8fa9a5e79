using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN;

/// <summary>The devices of GpuNN.Jit: <c>cuda:N</c>, <c>opencl:N</c>, <c>jit-cpu</c> and <c>jit-cpu:checked</c>; for debuggers, and
/// not listed since it is slow, <c>jit-cpu:direct</c>. Drivers are loaded when devices are first listed or opened.</summary>
[RequiresDynamicCode("Kernels are compiled from the IL of their methods at run time.")]
[RequiresUnreferencedCode("Kernels are compiled from the IL of their methods at run time.")]
internal sealed class JitDevices : IDeviceProvider
{
    private const string Direct = "jit-cpu:direct";
    private const int CudaPriority = 3, OpenClPriority = 2;

    private readonly Lazy<DeviceCatalog> _catalog = new(DeviceCatalog.Read);
    private readonly Lazy<Context> _context = new(static () => Context.Create(static builder => builder.Profiling()));

    public IEnumerable<DeviceInformation> Enumerate()
    {
        foreach (var (name, device) in Named())
            yield return new DeviceInformation(name, device.Name, Priority(device));
        foreach (UnusableDevice device in _catalog.Value.Unusable)
        {
            string kind = device.AcceleratorType == AcceleratorType.Cuda ? "cuda" : "opencl";
            yield return new DeviceInformation(kind, device.Name, Priority: 0, device.Reason);
        }
    }

    public IBackend? Open(string name)
    {
        foreach (var (known, device) in Named())
        {
            if (known == name) return new GpuBackend(name, device.CreateAccelerator(_context.Value));
        }

        return name == Direct ? new GpuBackend(name, CPUDevice.Direct.CreateAccelerator(_context.Value)) : null;
    }

    private static int Priority(Jit.Device device) => device.AcceleratorType switch
    {
        AcceleratorType.Cuda => CudaPriority,
        AcceleratorType.OpenCL when device.Features.IsGpu => OpenClPriority,
        _ => 0,
    };

    private IEnumerable<(string Name, Jit.Device Device)> Named()
    {
        int cuda = 0, openCl = 0;
        foreach (Jit.Device device in _catalog.Value.Usable)
        {
            string name = device.AcceleratorType switch
            {
                AcceleratorType.Cuda => Numbered("cuda", cuda++),
                AcceleratorType.OpenCL => Numbered("opencl", openCl++),
                _ => device is CPUDevice { IsChecked: true } ? "jit-cpu:checked" : "jit-cpu",
            };
            yield return (name, device);
        }
    }

    private static string Numbered(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{number}");
}
