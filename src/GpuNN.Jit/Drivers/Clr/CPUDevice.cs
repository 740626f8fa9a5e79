using System.Runtime.Intrinsics;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit;

/// <summary>This process as a device: kernels become .NET code, and groups run in parallel on its threads.</summary>
public sealed class CPUDevice : Device
{
    /// <summary>Kernels run as fast as they can.</summary>
    public static readonly CPUDevice Default = new("CLR");

    /// <summary>
    /// Every access is checked: bounds, races between work items, barriers that not all reach, shared memory that nobody
    /// wrote, misaligned vectors.
    /// </summary>
    public static readonly CPUDevice Checked = new("CLR, checked");

    /// <summary>
    /// Nothing is compiled: a launch calls the kernel's own method for one work item after the other, so that breakpoints,
    /// steps and watches work in it as in any C#. At a barrier or shuffle the turn goes to the next item. Slow; an exception in
    /// a kernel comes out of the launch as it is.
    /// </summary>
    public static readonly CPUDevice Direct = new("CLR, direct");

    private CPUDevice(string name)
        : base(AcceleratorType.CPU)
    {
        Name = name;
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
    public bool IsChecked => this == Checked;

    /// <summary>Whether kernels run as the C# they are written in.</summary>
    public bool IsDirect => this == Direct;

    /// <inheritdoc/>
    public override Accelerator CreateAccelerator(Context context) => CreateCPUAccelerator(context);

    /// <summary>Makes an accelerator for this device.</summary>
    public CPUAccelerator CreateCPUAccelerator(Context context) => new(context, this);
}
