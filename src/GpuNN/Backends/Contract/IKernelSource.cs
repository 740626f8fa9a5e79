using System.Reflection;

namespace GpuNN.Backends;

/// <summary>A backend whose computations are kernels: which it has launched, and what they become on NVIDIA's GPUs, for which
/// none has to be there.</summary>
public interface IKernelSource
{
    /// <summary>The compiler behind <see cref="CompileToPtx"/>, and what it compiles for.</summary>
    string PtxCompiler { get; }

    /// <summary>The kernels launched so far, one for each combination of types.</summary>
    IReadOnlyList<KernelLaunches> Launched { get; }

    /// <summary>The PTX of a kernel.</summary>
    /// <param name="kernel">The method, with its types.</param>
    /// <exception cref="Exception">The compiler refuses it, by an exception of its own.</exception>
    string CompileToPtx(MethodInfo kernel);
}
