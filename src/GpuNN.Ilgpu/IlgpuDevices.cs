using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuNN;

/// <summary>The devices of ILGPU: <c>ilgpu-cuda:N</c>, <c>ilgpu-opencl:N</c> and <c>ilgpu-cpu</c>, a debugging emulator that is
/// thousands of times slower than <c>cpu</c>.</summary>
public static class IlgpuDevices
{
    private static readonly Lock Gate = new();
    private static bool _isRegistered;

    /// <summary>Adds the devices to those of <see cref="GpuNN.Device"/>; once is enough, more do no harm.</summary>
    [RequiresDynamicCode("Kernels are compiled from the IL of their methods at run time.")]
    [RequiresUnreferencedCode("Kernels are compiled from the IL of their methods at run time.")]
    public static void Register()
    {
        lock (Gate)
        {
            if (_isRegistered) return;
            _isRegistered = true;
            Device.Register(new Provider());
        }
    }

    private sealed class Provider : IDeviceProvider
    {
        private const int WarpSize = 32, WarpsPerGroup = 8;

        private readonly Lazy<Context> _context = new(static () => Context.Create(static builder => builder
            .CPU(new CPUDevice(WarpSize, WarpsPerGroup, 1))
            .OpenCL()
            .Cuda()
            .Profiling()
            .Optimize(OptimizationLevel.O2)
            .EnableAlgorithms()));

        public IEnumerable<DeviceInformation> Enumerate()
        {
            foreach (var (name, device) in Named()) yield return new DeviceInformation(name, $"{device.Name} through ILGPU", Priority: 0);
        }

        public IBackend? Open(string name)
        {
            if (!name.StartsWith("ilgpu-", StringComparison.Ordinal)) return null;
            foreach (var (known, device) in Named())
            {
                if (known == name) return new GpuBackend(name, device.CreateAccelerator(_context.Value));
            }

            return null;
        }

        private IEnumerable<(string Name, ILGPU.Runtime.Device Device)> Named()
        {
            int cuda = 0, openCl = 0;
            foreach (ILGPU.Runtime.Device device in _context.Value.Devices)
            {
                string name = device.AcceleratorType switch
                {
                    AcceleratorType.Cuda => Numbered("ilgpu-cuda", cuda++),
                    AcceleratorType.OpenCL => Numbered("ilgpu-opencl", openCl++),
                    _ => "ilgpu-cpu",
                };
                yield return (name, device);
            }
        }

        private static string Numbered(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{number}");
    }
}
