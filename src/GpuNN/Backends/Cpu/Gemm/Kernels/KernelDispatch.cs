using System.Numerics;

namespace GpuNN.Backends.Cpu.Gemm.Kernels;

/// <summary>Work that is compiled for each micro-kernel.</summary>
internal interface IKernelWork<T>
    where T : unmanaged
{
    /// <summary>Does the work with one kernel.</summary>
    void Run<TKernel>()
        where TKernel : struct, IGemmKernel<T>;
}

/// <summary>From an instruction set to its micro-kernel.</summary>
internal static class KernelDispatch
{
    /// <summary>Does the work with the kernel of an instruction set.</summary>
    public static void Run<T, TWork>(CpuInstructionSet instructionSet, TWork work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWork : struct, IKernelWork<T>
    {
        switch (instructionSet)
        {
            case CpuInstructionSet.Avx512:
                work.Run<Avx512Kernel<T>>();
                break;
            case CpuInstructionSet.Avx2:
                work.Run<Avx2Kernel<T>>();
                break;
            case CpuInstructionSet.AdvSimd:
                work.Run<AdvSimdKernel<T>>();
                break;
            default:
                work.Run<PortableKernel<T>>();
                break;
        }
    }
}
