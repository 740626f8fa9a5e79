namespace GpuNN.Jit;

/// <summary>CUDA devices in a context.</summary>
public static class CudaContextExtensions
{
    /// <summary>Adds every CUDA device that can be used.</summary>
    public static Context.Builder Cuda(this Context.Builder builder) => builder;
}
