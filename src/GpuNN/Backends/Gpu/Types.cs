namespace GpuNN.Backends.Gpu;

/// <summary>The element types that kernels compute in.</summary>
internal static class Types
{
    /// <summary>float32 or float64, by its size.</summary>
    public static unsafe DType Of<T>()
        where T : unmanaged => sizeof(T) == sizeof(double) ? DType.Float64 : DType.Float32;
}
