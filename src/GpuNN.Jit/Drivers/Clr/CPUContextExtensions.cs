namespace GpuNN.Jit;

/// <summary>The CPU device in a context.</summary>
public static class CPUContextExtensions
{
    /// <summary>Adds the device that runs kernels on this process's threads.</summary>
    public static Context.Builder CPU(this Context.Builder builder) => builder;
}
