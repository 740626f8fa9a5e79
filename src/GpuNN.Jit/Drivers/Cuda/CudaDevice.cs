using System.Text;
using GpuNN.Jit.Drivers;
using GpuNN.Jit.Drivers.Cuda;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Jit;

/// <summary>A CUDA device.</summary>
public sealed unsafe class CudaDevice : Device
{
    private CudaDevice(int ordinal, int handle, int driverVersion)
        : base(AcceleratorType.Cuda)
    {
        DeviceId = ordinal;
        Handle = handle;
        DriverVersion = driverVersion;
        Name = ReadName(handle);
        nuint memory;
        CudaError.Check(CudaNative.cuDeviceTotalMem_v2(&memory, handle), Name);
        MemorySize = (long)memory;
        MaxNumThreadsPerGroup = Attribute(1);
        MaxGroupSize = new Index3D(Attribute(2), Attribute(3), Attribute(4));
        MaxGridSize = new Index3D(Attribute(5), Attribute(6), Attribute(7));
        MaxConstantMemory = Attribute(9);
        WarpSize = Attribute(10);
        NumMultiprocessors = Attribute(16);
        MaxNumThreadsPerMultiprocessor = Attribute(39);
        ComputeCapability = Attribute(75) * 10 + Attribute(76);
        // What a kernel gets when it asks for more than the 48 KB that every kernel may have.
        MaxSharedMemoryPerGroup = Math.Max(Attribute(8), Attribute(97));
        bool usable = Obstacle().Length == 0;
        Target = usable ? PtxTarget.For(driverVersion, ComputeCapability) : default;
        Features = new DeviceFeatures
        {
            Driver = FormattableString.Invariant($"CUDA {driverVersion / 1000}.{driverVersion % 1000 / 10}"),
            Language = usable
                ? FormattableString.Invariant($"PTX {Target.Isa / 10}.{Target.Isa % 10} for sm_{Target.Architecture}")
                : "",
            Float64 = true,
            Float16Arithmetic = true,
            Int64Atomics = true,
            NativeShuffles = true,
            GraphCapture = driverVersion >= 11040,
            TensorCores = ComputeCapability >= 80,
            IsGpu = true,
        };
    }

    /// <summary>The number by which the driver knows the device.</summary>
    public int DeviceId { get; }

    /// <summary>The driver's CUDA version as it reports it: 12040 is 12.4.</summary>
    public int DriverVersion { get; }

    /// <summary>The compute capability times ten: 86 is 8.6.</summary>
    public int ComputeCapability { get; }

    internal int Handle { get; }

    internal PtxTarget Target { get; }

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCudaAccelerator(context);

    /// <summary>Makes an accelerator for this device.</summary>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public CudaAccelerator CreateCudaAccelerator(Context context) => new(context, this);

    /// <summary>Every device that can be used, and for each driver or device that cannot, why.</summary>
    internal static (IReadOnlyList<CudaDevice> Devices, IReadOnlyList<UnusableDevice> Unusable) Enumerate()
    {
        var devices = new List<CudaDevice>();
        var unusable = new List<UnusableDevice>();
        if (!DriverLibrary.IsPresent(DriverLibrary.Cuda, out string reason))
            return (devices, [new UnusableDevice(AcceleratorType.Cuda, "CUDA", reason)]);
        int code = CudaNative.cuInit(0);
        if (code != CudaError.Success)
            return (devices, [new UnusableDevice(AcceleratorType.Cuda, "CUDA", $"the driver does not start: {CudaError.NameOf(code)}")]);
        int version, count;
        CudaError.Check(CudaNative.cuDriverGetVersion(&version), "CUDA");
        CudaError.Check(CudaNative.cuDeviceGetCount(&count), "CUDA");
        if (count == 0)
            unusable.Add(new UnusableDevice(AcceleratorType.Cuda, "CUDA", "the driver has no device"));
        for (int ordinal = 0; ordinal < count; ordinal++)
        {
            int handle;
            CudaError.Check(CudaNative.cuDeviceGet(&handle, ordinal), "CUDA");
            var device = new CudaDevice(ordinal, handle, version);
            string obstacle = device.Obstacle();
            if (obstacle.Length == 0)
                devices.Add(device);
            else
                unusable.Add(new UnusableDevice(AcceleratorType.Cuda, device.Name, obstacle));
        }
        return (devices, unusable);
    }

    private static string ReadName(int handle)
    {
        const int Length = 256;
        byte* name = stackalloc byte[Length];
        CudaError.Check(CudaNative.cuDeviceGetName(name, Length, handle), "CUDA");
        return Encoding.UTF8.GetString(new ReadOnlySpan<byte>(name, Length)).TrimEnd('\0');
    }

    private int Attribute(int attribute)
    {
        int value;
        CudaError.Check(CudaNative.cuDeviceGetAttribute(&value, attribute, Handle), Name, "cuDeviceGetAttribute");
        return value;
    }

    private string Obstacle()
    {
        const int ComputeMode = 20, Prohibited = 2;
        if (Attribute(ComputeMode) == Prohibited)
            return "its compute mode prohibits use";
        try
        {
            PtxTarget.For(DriverVersion, ComputeCapability);
            return "";
        }
        catch (NotSupportedException tooOld)
        {
            return tooOld.Message;
        }
    }
}
