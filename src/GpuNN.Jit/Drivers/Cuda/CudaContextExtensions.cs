using System.Collections.Immutable;

namespace GpuNN.Jit;

/// <summary>CUDA devices in a context.</summary>
public static class CudaContextExtensions
{
    /// <summary>Adds every CUDA device that can be used.</summary>
    public static Context.Builder Cuda(this Context.Builder builder) => builder.Cuda(static _ => true);

    /// <summary>Adds the CUDA devices that can be used and that <paramref name="predicate"/> accepts.</summary>
    public static Context.Builder Cuda(this Context.Builder builder, Predicate<CudaDevice> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (CudaDevice device in CudaDevice.Enumerate().Devices)
        {
            if (predicate(device))
                builder.Register(device);
        }
        return builder;
    }

    /// <summary>The context's CUDA devices.</summary>
    public static ImmutableArray<CudaDevice> GetCudaDevices(this Context context) => context.GetDevices<CudaDevice>();

    /// <summary>The context's CUDA device number <paramref name="cudaDeviceIndex"/>.</summary>
    public static CudaDevice GetCudaDevice(this Context context, int cudaDeviceIndex) =>
        context.GetDevice<CudaDevice>(cudaDeviceIndex);

    /// <summary>Makes an accelerator for the CUDA device number <paramref name="cudaDeviceIndex"/>.</summary>
    public static CudaAccelerator CreateCudaAccelerator(this Context context, int cudaDeviceIndex) =>
        context.GetCudaDevice(cudaDeviceIndex).CreateCudaAccelerator(context);
}
