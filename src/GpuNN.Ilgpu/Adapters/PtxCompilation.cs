using System.Reflection;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace GpuNN.Backends.Gpu;

/// <summary>PTX by ILGPU's back end, which needs no GPU.</summary>
internal static class PtxCompilation
{
    // Without libnvvm, as on a device; the constructor takes null and does not say so.
    private static readonly Lazy<PTXBackend> BackEnd = new(static () => new PTXBackend(
        Context.Create(static builder => builder.Optimize(OptimizationLevel.O2).EnableAlgorithms()),
        CudaArchitecture.SM_80,
        CudaInstructionSet.ISA_80,
        nvvmAPI: null!));

    public static string Compiler => "ILGPU, for sm_80";

    public static string Compile(MethodInfo kernel)
    {
        lock (BackEnd)
        {
            CompiledKernel compiled = BackEnd.Value.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty);
            return ((PTXCompiledKernel)compiled).PTXAssembly;
        }
    }
}
