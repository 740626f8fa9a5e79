using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GpuNN.Backends.Cpu;

/// <summary>Which vector instructions this processor has, and which of them the kernels use.</summary>
public static class CpuInstructionSets
{
    /// <summary>
    /// What kernels use by default: <c>GPUNN_ISA</c> (<c>avx512</c>, <c>avx2</c>, <c>advsimd</c>, <c>portable</c>) where
    /// the processor has it, and otherwise the widest that it has.
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
        if (Enum.TryParse(name, ignoreCase: true, out CpuInstructionSet asked) && IsSupported(asked))
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
