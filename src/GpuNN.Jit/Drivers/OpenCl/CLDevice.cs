using System.Globalization;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Drivers.OpenCl;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.OpenCl;

namespace GpuNN.Jit;

/// <summary>A device that an OpenCL driver offers.</summary>
public sealed unsafe class CLDevice : Device
{
    private const int EmulatedWarpSize = 32;

    private CLDevice(nint platform, nint device)
        : base(AcceleratorType.OpenCL)
    {
        PlatformId = platform;
        DeviceId = device;
        PlatformName = OpenClInfo.PlatformString(platform, 0x0902);
        Name = OpenClInfo.DeviceString(device, 0x102B);
        VendorName = OpenClInfo.DeviceString(device, 0x102C);
        DriverVersion = OpenClInfo.DeviceString(device, 0x102D);
        DeviceVersion = OpenClInfo.DeviceString(device, 0x102F);
        Extensions = OpenClInfo.DeviceString(device, 0x1030).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IsGpu = (OpenClInfo.DeviceValue<ulong>(device, 0x1000) & 4) != 0;
        MemorySize = (long)OpenClInfo.DeviceValue<ulong>(device, 0x101F);
        MaxAllocation = (long)OpenClInfo.DeviceValue<ulong>(device, 0x1010);
        MaxConstantMemory = (int)Math.Min(OpenClInfo.DeviceValue<ulong>(device, 0x1020), int.MaxValue);
        MaxSharedMemoryPerGroup = (int)Math.Min(OpenClInfo.DeviceValue<ulong>(device, 0x1023), int.MaxValue);
        MaxNumThreadsPerGroup = (int)Math.Min(OpenClInfo.DeviceValue<nuint>(device, 0x1004), int.MaxValue);
        NumMultiprocessors = (int)OpenClInfo.DeviceValue<uint>(device, 0x1002);
        MaxNumThreadsPerMultiprocessor = MaxNumThreadsPerGroup;
        nuint[] sizes = OpenClInfo.DeviceSizes(device, 0x1005, 3);
        MaxGroupSize = new Index3D(Clamp(sizes[0]), Clamp(sizes[1]), Clamp(sizes[2]));
        MaxGridSize = new Index3D(int.MaxValue, int.MaxValue, int.MaxValue);
        WarpSize = EmulatedWarpSize;
        HasExactDivision = (OpenClInfo.DeviceValue<ulong>(device, 0x101B) & 0x80) != 0;
        HasFloat64 = OpenClInfo.DeviceValue<ulong>(device, 0x1032) != 0;
        // A sub-group is a warp only where its size can be asked for.
        bool shuffles = HasExtension("cl_khr_subgroup_shuffle") && HasExtension("cl_intel_required_subgroup_size");
        Dialect = new OpenClDialect(HasFloat64, HasExtension("cl_khr_int64_base_atomics")
            && HasExtension("cl_khr_int64_extended_atomics"), shuffles);
        Features = new DeviceFeatures
        {
            Driver = $"{PlatformName} {DriverVersion}",
            Language = OpenClInfo.DeviceString(device, 0x103D),
            Float64 = HasFloat64,
            Float16Arithmetic = HasExtension("cl_khr_fp16"),
            Int64Atomics = Dialect.Int64Atomics,
            NativeShuffles = shuffles,
            IsGpu = IsGpu,
        };
    }

    /// <summary>The platform's handle.</summary>
    public nint PlatformId { get; }

    /// <summary>The device's handle.</summary>
    public nint DeviceId { get; }

    /// <summary>The name of the driver.</summary>
    public string PlatformName { get; }

    /// <summary>The name of the maker.</summary>
    public string VendorName { get; }

    /// <summary>The driver's version.</summary>
    public string DriverVersion { get; }

    /// <summary>The version of OpenCL, with the driver's remarks.</summary>
    public string DeviceVersion { get; }

    /// <summary>The extensions that the device supports.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether the device is a GPU.</summary>
    public bool IsGpu { get; }

    /// <summary>Whether kernels may use float64.</summary>
    public bool HasFloat64 { get; }

    /// <summary>Whether division and square root of float32 can be rounded correctly.</summary>
    internal bool HasExactDivision { get; }

    internal OpenClDialect Dialect { get; }

    /// <summary>The most bytes of one buffer.</summary>
    internal long MaxAllocation { get; }

    /// <summary>Whether the device supports the extension.</summary>
    public bool HasExtension(string extension) => Extensions.Contains(extension, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCLAccelerator(context);

    /// <summary>Makes an accelerator for this device.</summary>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public CLAccelerator CreateCLAccelerator(Context context) => new(context, this);

    /// <summary>Every device that can be used, and for each driver or device that cannot, why.</summary>
    internal static (IReadOnlyList<CLDevice> Devices, IReadOnlyList<UnusableDevice> Unusable) Enumerate()
    {
        var devices = new List<CLDevice>();
        var unusable = new List<UnusableDevice>();
        if (!DriverLibrary.IsPresent(DriverLibrary.OpenCl, out string reason))
            return (devices, [new UnusableDevice(AcceleratorType.OpenCL, "OpenCL", reason)]);
        uint count = 0;
        int code = OpenClNative.clGetPlatformIDs(0, null, &count);
        if (code != OpenClError.Success || count == 0)
        {
            return (devices, [new UnusableDevice(
                AcceleratorType.OpenCL, "OpenCL", $"the OpenCL loader found no driver ({OpenClError.NameOf(code)})")]);
        }
        var platforms = new nint[count];
        fixed (nint* pointer = platforms)
            OpenClError.Check(OpenClNative.clGetPlatformIDs(count, pointer, null), "OpenCL");
        foreach (nint platform in platforms)
            EnumeratePlatform(platform, devices, unusable);
        return (devices, unusable);
    }

    private static void EnumeratePlatform(nint platform, List<CLDevice> devices, List<UnusableDevice> unusable)
    {
        uint count = 0;
        int code = OpenClNative.clGetDeviceIDs(platform, OpenClNative.DeviceTypeAll, 0, null, &count);
        if (code != OpenClError.Success || count == 0)
        {
            unusable.Add(new UnusableDevice(
                AcceleratorType.OpenCL, OpenClInfo.PlatformString(platform, 0x0902), $"the driver has no device ({OpenClError.NameOf(code)})"));
            return;
        }
        var ids = new nint[count];
        fixed (nint* pointer = ids)
            OpenClError.Check(OpenClNative.clGetDeviceIDs(platform, OpenClNative.DeviceTypeAll, count, pointer, null), "OpenCL");
        foreach (nint id in ids)
        {
            var device = new CLDevice(platform, id);
            string obstacle = device.Obstacle();
            if (obstacle.Length == 0)
                devices.Add(device);
            else
                unusable.Add(new UnusableDevice(AcceleratorType.OpenCL, device.Name, obstacle));
        }
    }

    private static int Clamp(nuint value) => (int)Math.Min(value, int.MaxValue);

    private string Obstacle()
    {
        if (OpenClInfo.DeviceValue<uint>(DeviceId, 0x1027) == 0)
            return "the device is not available";
        if (OpenClInfo.DeviceValue<uint>(DeviceId, 0x1028) == 0)
            return "the driver has no compiler";
        if (OpenClInfo.DeviceValue<uint>(DeviceId, 0x1026) == 0)
            return "the device is big-endian";
        if (OpenClInfo.DeviceValue<uint>(DeviceId, 0x100D) != 64)
            return "the device's addresses have 32 bits";
        // "OpenCL 1.1 ...": the version is the second word.
        string[] words = DeviceVersion.Split(' ');
        bool known = words.Length > 1
            && decimal.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal version)
            && version >= 1.2m;
        return known ? "" : $"{DeviceVersion} is older than OpenCL 1.2";
    }
}
