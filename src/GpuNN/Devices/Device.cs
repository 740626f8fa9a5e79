using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Reference;
using GpuNN.Backends.Shapes;
using GpuNN.Memory;

namespace GpuNN;

/// <summary>Where tensors live and operators run. Devices are shared: each name has one instance per process, made when it
/// is first asked for. Thread-safe.</summary>
public sealed class Device
{
    private static readonly Lock Gate = new();
    private static readonly List<IDeviceProvider> Providers = [];
    private static readonly Dictionary<string, Device> Opened = [];
    private static Device? _default;
    private static bool _offersJit;

    private Device(IBackend backend)
    {
        Backend = backend;
        Memory = new CachingAllocator(backend);
    }

    /// <summary>The SIMD backend on this machine's processor.</summary>
    public static Device Cpu { get; } = new(new CpuBackend());

    /// <summary>The oracle: scalar and slow, computing in the tensors' own precision (float64 for float64 tensors).</summary>
    public static Device Reference { get; } = new(new ReferenceBackend());

    /// <summary>Types and shapes without numbers: operators check their arguments and give results of the right type and shape,
    /// and nothing is allocated or computed. Reading a number is refused. Not listed by <see cref="Enumerate"/>.</summary>
    public static Device Shapes { get; } = new(new ShapeBackend());

    /// <summary>Where tensors are made when no device is named: <see cref="Cpu"/> unless set, or unless the environment
    /// variable GPUNN_DEVICE names another.</summary>
    public static Device Default
    {
        get => _default ??= Environment.GetEnvironmentVariable("GPUNN_DEVICE") is { Length: > 0 } name ? Parse(name) : Cpu;
        set => _default = value;
    }

    /// <summary>The fastest device by kind: CUDA, then an OpenCL GPU, then the CPU.</summary>
    public static Device Best
    {
        get
        {
            DeviceInformation best = Enumerate()
                .Where(device => device is { Priority: > 0, UnavailableReason: null })
                .MaxBy(device => device.Priority)!;
            return Parse(best.Name);
        }
    }

    /// <summary>The name, as <see cref="Parse"/> takes it.</summary>
    public string Name => Backend.Name;

    /// <summary>What the device is, for people.</summary>
    public string Description => Backend.Description;

    /// <summary>The device's computations and memory below the tensor layer.</summary>
    public IBackend Backend { get; }

    /// <summary>What its memory holds.</summary>
    public MemoryStatistics MemoryStatistics => Memory.Statistics;

    /// <summary>The most bytes that its tensors and its cache may hold together.</summary>
    public long MemoryLimit
    {
        get => Memory.Limit;
        set => Memory.Limit = value;
    }

    /// <summary>Whether freed memory is kept for the next allocation.</summary>
    public bool CachesMemory
    {
        get => Memory.CachingEnabled;
        set => Memory.CachingEnabled = value;
    }

    internal CachingAllocator Memory { get; }

    /// <summary>Watches this device's memory until the result is disposed: new memory is filled with NaN, so that an element
    /// nobody wrote shows, and a guard behind each tensor is checked when the tensor is freed or the watch ends.</summary>
    public MemoryGuard GuardMemory() => new(this);

    /// <summary>Every device there is, and those that cannot be used with the reason.</summary>
    public static IReadOnlyList<DeviceInformation> Enumerate()
    {
        List<DeviceInformation> devices =
        [
            new("cpu", Cpu.Description, Priority: 1),
            new("reference", Reference.Description, Priority: 0),
        ];
        lock (Gate)
        {
            foreach (IDeviceProvider provider in AllProviders()) devices.AddRange(provider.Enumerate());
        }

        if (!JitFeature.IsSupported)
        {
            foreach (string kind in (string[])["cuda", "opencl", "jit-cpu"])
                devices.Add(new(kind, "the kernels, compiled at run time", Priority: 0, JitFeature.WhyNot));
        }

        return devices;
    }

    /// <summary>The device of this name: <c>cpu</c>, <c>reference</c>, <c>jit-cpu</c>, <c>jit-cpu:checked</c>,
    /// <c>jit-cpu:direct</c> (kernels as the C# they are written in, where breakpoints work), <c>shapes</c>,
    /// <c>opencl:0</c>, <c>cuda:0</c>, or one of a registered provider; <c>best</c> is <see cref="Best"/>.</summary>
    /// <exception cref="DeviceMismatchException">There is no such device, or it cannot be used; the message says
    /// why.</exception>
    public static Device Parse(string name)
    {
        switch (name)
        {
            case "cpu": return Cpu;
            case "reference": return Reference;
            case "shapes": return Shapes;
            case "best": return Best;
        }

        lock (Gate)
        {
            if (Opened.TryGetValue(name, out Device? device)) return device;
            foreach (IDeviceProvider provider in AllProviders())
            {
                IBackend? backend = provider.Open(name);
                if (backend is null) continue;
                device = new Device(backend);
                Opened.Add(name, device);
                return device;
            }
        }

        DeviceInformation? known = Enumerate().FirstOrDefault(
            entry => entry.Name == name || name.StartsWith(entry.Name + ":", StringComparison.Ordinal));
        string names = string.Join(", ", Enumerate().Where(entry => entry.UnavailableReason is null).Select(entry => entry.Name));
        throw new DeviceMismatchException(
            "Device.Parse", nameof(name), known is null ? $"'{name}'" : $"'{name}': {known.UnavailableReason}", $"one of {names}");
    }

    /// <summary>Adds devices of another kind.</summary>
    public static void Register(IDeviceProvider provider)
    {
        lock (Gate) Providers.Add(provider);
    }

    /// <summary>Waits until all work queued on this device is done.</summary>
    public void Synchronize() => Backend.Synchronize();

    /// <summary>Gives cached memory back to the device.</summary>
    public void EmptyCache() => Memory.EmptyCache();

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static List<IDeviceProvider> AllProviders()
    {
        if (!_offersJit && JitFeature.IsSupported)
        {
            _offersJit = true;
            Providers.Insert(0, new JitDevices());
        }

        return Providers;
    }
}
