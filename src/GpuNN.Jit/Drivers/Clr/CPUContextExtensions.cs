using System.Collections.Immutable;

namespace GpuNN.Jit;

/// <summary>The CPU device in a context.</summary>
public static class CPUContextExtensions
{
    /// <summary>Adds <see cref="CPUDevice.Default"/>.</summary>
    public static Context.Builder CPU(this Context.Builder builder) => builder.CPU(CPUDevice.Default);

    /// <summary>Adds a CPU device.</summary>
    public static Context.Builder CPU(this Context.Builder builder, CPUDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return builder.Register(device);
    }

    /// <summary>The context's CPU devices.</summary>
    public static ImmutableArray<CPUDevice> GetCPUDevices(this Context context) => context.GetDevices<CPUDevice>();

    /// <summary>The context's CPU device number <paramref name="cpuDeviceIndex"/>.</summary>
    public static CPUDevice GetCPUDevice(this Context context, int cpuDeviceIndex) =>
        context.GetDevice<CPUDevice>(cpuDeviceIndex);

    /// <summary>Makes an accelerator for the CPU device number <paramref name="cpuDeviceIndex"/>.</summary>
    public static CPUAccelerator CreateCPUAccelerator(this Context context, int cpuDeviceIndex) =>
        context.GetCPUDevice(cpuDeviceIndex).CreateCPUAccelerator(context);
}
