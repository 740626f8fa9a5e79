using System.Collections.Immutable;

namespace GpuNN.Jit;

/// <summary>OpenCL devices in a context.</summary>
public static class CLContextExtensions
{
    /// <summary>Adds every OpenCL device that can be used.</summary>
    public static Context.Builder OpenCL(this Context.Builder builder) => builder.OpenCL(static _ => true);

    /// <summary>Adds the OpenCL devices that can be used and that <paramref name="predicate"/> accepts.</summary>
    public static Context.Builder OpenCL(this Context.Builder builder, Predicate<CLDevice> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (CLDevice device in CLDevice.Enumerate().Devices)
        {
            if (predicate(device))
                builder.Register(device);
        }
        return builder;
    }

    /// <summary>The context's OpenCL devices.</summary>
    public static ImmutableArray<CLDevice> GetCLDevices(this Context context) => context.GetDevices<CLDevice>();

    /// <summary>The context's OpenCL device number <paramref name="clDeviceIndex"/>.</summary>
    public static CLDevice GetCLDevice(this Context context, int clDeviceIndex) =>
        context.GetDevice<CLDevice>(clDeviceIndex);

    /// <summary>Makes an accelerator for the OpenCL device number <paramref name="clDeviceIndex"/>.</summary>
    public static CLAccelerator CreateCLAccelerator(this Context context, int clDeviceIndex) =>
        context.GetCLDevice(clDeviceIndex).CreateCLAccelerator(context);
}
