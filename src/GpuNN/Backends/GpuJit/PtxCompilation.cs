using System.Reflection;

namespace GpuNN.Backends.Gpu;

/// <summary>PTX by GpuNN.Jit.</summary>
internal static class PtxCompilation
{
    public static string Compiler => "GpuNN.Jit, for sm_80";

    public static string Compile(MethodInfo kernel) => KernelText.Ptx(kernel);
}
