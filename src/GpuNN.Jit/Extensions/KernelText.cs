using System.Reflection;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Targets.Ptx;

namespace GpuNN.Jit.Extensions;

/// <summary>What kernels become, for those who want to read it: no device is needed.</summary>
public static class KernelText
{
    /// <summary>The PTX of a kernel.</summary>
    /// <param name="kernel">The method, with its types.</param>
    /// <param name="driverVersion">The driver's CUDA version as it reports it: 12040 is 12.4.</param>
    /// <param name="computeCapability">The device's compute capability times ten.</param>
    /// <exception cref="KernelCompilationException">The method does what a kernel may not.</exception>
    /// <exception cref="NotSupportedException">The driver or the device is too old.</exception>
    public static string Ptx(MethodInfo kernel, int driverVersion = 12040, int computeCapability = 80) =>
        PtxModule.Write(KernelCompiler.Compile(kernel, PtxModule.Options), PtxTarget.For(driverVersion, computeCapability));
}
