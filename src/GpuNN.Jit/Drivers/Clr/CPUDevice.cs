using System.Runtime.Intrinsics;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit;

/// <summary>This process as a device: kernels become .NET code, and groups run in parallel on its threads.</summary>
public sealed class CPUDevice : Device
{
    /// <summary>Kernels run as fast as they can.</summary>
    public static readonly CPUDevice Default = new(isChecked: false);

    /// <summary>
    /// Every access is checked: bounds, races between work items, barriers that not all reach, shared memory that nobody
    /// wrote, misaligned vectors.
    /// </summary>
    public static readonly CPUDevice Checked = new(isChecked: true);

    private CPUDevice(bool isChecked)
        : base(AcceleratorType.CPU)
    {
        IsChecked = isChecked;
        Name = isChecked ? "CLR, checked" : "CLR";
        MemorySize = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        MaxGridSize = new Index3D(int.MaxValue, int.MaxValue, int.MaxValue);
        MaxGroupSize = new Index3D(1024, 1024, 1024);
        MaxNumThreadsPerGroup = 1024;
        MaxSharedMemoryPerGroup = 256 * 1024;
        MaxConstantMemory = 64 * 1024;
        WarpSize = 32;
        NumMultiprocessors = Environment.ProcessorCount;
        MaxNumThreadsPerMultiprocessor = 1024;
        Features = new DeviceFeatures
        {
            Driver = $".NET {Environment.Version}",
            Language = $"IL, {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}-bit vectors",
            Float64 = true,
            Int64Atomics = true,
        };
    }

    /// <summary>Whether every access is checked.</summary>
    public bool IsChecked { get; }

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCPUAccelerator(context);

    /// <summary>Makes an accelerator for this device.</summary>
    public CPUAccelerator CreateCPUAccelerator(Context context) => new(context, this);
}
