using System.Globalization;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit;

/// <summary>A device that accelerators can be made for.</summary>
public abstract class Device
{
    private protected Device(AcceleratorType acceleratorType) => AcceleratorType = acceleratorType;

    /// <summary>The kind of accelerator this device becomes.</summary>
    public AcceleratorType AcceleratorType { get; }

    /// <summary>The device's own name.</summary>
    public string Name { get; private protected init; } = "";

    /// <summary>The memory in bytes.</summary>
    public long MemorySize { get; private protected init; }

    /// <summary>The most groups in each dimension.</summary>
    public Index3D MaxGridSize { get; private protected init; }

    /// <summary>The most work items of a group in each dimension.</summary>
    public Index3D MaxGroupSize { get; private protected init; }

    /// <summary>The most work items of a group.</summary>
    public int MaxNumThreadsPerGroup { get; private protected init; }

    /// <summary>The most shared memory of a group in bytes.</summary>
    public int MaxSharedMemoryPerGroup { get; private protected init; }

    /// <summary>The most constant memory in bytes.</summary>
    public int MaxConstantMemory { get; private protected init; }

    /// <summary>The number of work items that run in lock step.</summary>
    public int WarpSize { get; private protected init; }

    /// <summary>The number of multiprocessors or cores.</summary>
    public int NumMultiprocessors { get; private protected init; }

    /// <summary>The most work items of a multiprocessor.</summary>
    public int MaxNumThreadsPerMultiprocessor { get; private protected init; }

    /// <summary>The most work items at one time.</summary>
    public int MaxNumThreads => NumMultiprocessors * MaxNumThreadsPerMultiprocessor;

    /// <summary>What the device can do beyond the common dialect.</summary>
    public DeviceFeatures Features { get; private protected init; } = new();

    /// <summary>Makes an accelerator for this device.</summary>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    public abstract Accelerator CreateAccelerator(Context context);

    /// <summary>Writes what the device is and can do.</summary>
    public void PrintInformation(TextWriter writer)
    {
        writer.WriteLine($"Device: {Name}");
        writer.WriteLine($"  Accelerator type:              {AcceleratorType}");
        Write(writer, "Memory size", MemorySize, "bytes");
        Write(writer, "Multiprocessors", NumMultiprocessors, "");
        Write(writer, "Work items per group", MaxNumThreadsPerGroup, "");
        Write(writer, "Shared memory per group", MaxSharedMemoryPerGroup, "bytes");
        Write(writer, "Warp size", WarpSize, "");
        foreach ((string name, string value) in Features.Describe())
            writer.WriteLine($"  {name + ":",-30} {value}");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{AcceleratorType}]";

    private static void Write(TextWriter writer, string name, long value, string unit) =>
        writer.WriteLine($"  {name + ":",-30} {value.ToString(CultureInfo.InvariantCulture)} {unit}".TrimEnd());
}
