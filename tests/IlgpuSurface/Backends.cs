using System.Reflection;

namespace ILGPU.Backends
{
    public abstract class Backend
    {
        public CompiledKernel Compile(
            in EntryPoints.EntryPointDescription entry, in Runtime.KernelSpecialization specialization) => throw Surface.Only;
    }

    public abstract class CompiledKernel;
}

namespace ILGPU.Backends.EntryPoints
{
    public readonly struct EntryPointDescription
    {
        public static EntryPointDescription FromExplicitlyGroupedKernel(MethodInfo methodSource) => throw Surface.Only;
    }
}

namespace ILGPU.Backends.PTX
{
    public sealed class PTXBackend : Backend
    {
        public PTXBackend(
            Context context,
            Runtime.Cuda.CudaArchitecture architecture,
            Runtime.Cuda.CudaInstructionSet instructionSet,
            Runtime.Cuda.NvvmAPI nvvmAPI) => throw Surface.Only;
    }

    public abstract class PTXCompiledKernel : CompiledKernel
    {
        public string PTXAssembly => throw Surface.Only;
    }
}

namespace ILGPU.Runtime
{
    public readonly struct KernelSpecialization
    {
        public static readonly KernelSpecialization Empty;
    }
}

namespace ILGPU.Runtime.Cuda
{
    public readonly struct CudaArchitecture
    {
        public static readonly CudaArchitecture SM_80;
    }

    public readonly struct CudaInstructionSet
    {
        public static readonly CudaInstructionSet ISA_80;
    }

    public abstract class NvvmAPI;
}
