namespace GpuNN.Jit;

/// <summary>The kind of an accelerator.</summary>
public enum AcceleratorType
{
    /// <summary>The CLR target: kernels run as compiled .NET code on this process's threads.</summary>
    CPU,

    /// <summary>A CUDA device, reached through the driver API.</summary>
    Cuda,

    /// <summary>An OpenCL device, reached through the ICD loader.</summary>
    OpenCL,
}
