using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu;

/// <summary>Which vector instructions this processor has, and which of them the kernels use.</summary>
public static class CpuInstructionSets
{
    /// <summary>
    /// What kernels use by default: the widest set that the processor has, or what the environment variable
    /// <c>GPUNN_ISA</c> names (<c>avx512</c>, <c>avx2</c>, <c>advsimd</c>, <c>portable</c>). A set that the processor lacks
    /// runs in software: the same results, slowly, so that one machine can check the code of all.
    /// </summary>
    public static CpuInstructionSet Default { get; } = Choose(Environment.GetEnvironmentVariable("GPUNN_ISA"));

    /// <summary>Whether this processor runs kernels of that instruction set natively.</summary>
    public static bool IsSupported(CpuInstructionSet instructionSet) => instructionSet switch
    {
        CpuInstructionSet.Avx512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        CpuInstructionSet.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        CpuInstructionSet.AdvSimd => AdvSimd.Arm64.IsSupported,
        _ => true,
    };

    private static CpuInstructionSet Choose(string? name)
    {
        if (Enum.TryParse(name, ignoreCase: true, out CpuInstructionSet asked) && Enum.IsDefined(asked))
        {
            return asked;
        }

        ReadOnlySpan<CpuInstructionSet> widestFirst =
            [CpuInstructionSet.Avx512, CpuInstructionSet.Avx2, CpuInstructionSet.AdvSimd];
        foreach (CpuInstructionSet candidate in widestFirst)
        {
            if (IsSupported(candidate))
            {
                return candidate;
            }
        }

        return CpuInstructionSet.Portable;
    }
}
