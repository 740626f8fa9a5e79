namespace GpuNN.Backends.Cpu;

/// <summary>The vector instructions that the CPU backend's kernels are written for.</summary>
public enum CpuInstructionSet
{
    /// <summary>.NET's portable vectors: whatever the processor has, 128 bits at least assumed.</summary>
    Portable,

    /// <summary>ARM NEON with fused multiply-add: 32 registers of 128 bits.</summary>
    AdvSimd,

    /// <summary>x86 AVX2 with fused multiply-add: 16 registers of 256 bits.</summary>
    Avx2,

    /// <summary>x86 AVX-512 (F, BW, DQ, VL): 32 registers of 512 bits.</summary>
    Avx512,
}
