namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>The register width that kernels are compiled for.</summary>
internal static class VectorWidth
{
    /// <summary>128, 256 or 512 bits: the processor's, unless a test sets another (all of them run everywhere).</summary>
    public static int Bits { get; set; } = Default;

    private static int Default => CpuInstructionSets.Default switch
    {
        CpuInstructionSet.Avx512 => 512,
        CpuInstructionSet.Avx2 => 256,
        _ => 128,
    };
}
