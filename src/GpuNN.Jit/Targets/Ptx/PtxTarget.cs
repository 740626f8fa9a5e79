namespace GpuNN.Jit.Targets.Ptx;

/// <summary>The version of the PTX language and the architecture that a module is written for.</summary>
/// <param name="Isa">The PTX version times ten: 78 is 7.8.</param>
/// <param name="Architecture">The compute capability times ten: 80 is sm_80.</param>
internal readonly record struct PtxTarget(int Isa, int Architecture)
{
    /// <summary>The oldest architecture that kernels run on.</summary>
    public const int OldestArchitecture = 70;

    // From the release notes of the PTX ISA: the language version that each driver version (CUDA's, times ten) reads.
    private static readonly (int Cuda, int Isa)[] s_isaOfDriver =
    [
        (100, 63), (101, 64), (102, 65), (110, 70), (111, 71), (112, 72), (113, 73), (114, 74), (115, 75), (116, 76),
        (117, 77), (118, 78), (120, 80), (121, 81), (122, 82), (123, 83), (124, 84), (125, 85), (126, 85), (127, 86),
        (128, 87), (129, 88), (130, 90),
    ];

    // The language version that first knew an architecture. Code for an older one runs on all newer ones.
    private static readonly (int Architecture, int Isa)[] s_isaOfArchitecture =
        [(70, 60), (72, 61), (75, 63), (80, 70), (86, 71), (87, 74), (89, 78), (90, 78)];

    /// <summary>Whether there are <c>mma.sync</c> with the shapes and types of sm_80, and <c>cp.async</c>.</summary>
    public bool HasWarpMatrices => Architecture >= 80 && Isa >= 70;

    /// <summary>Whether minimum and maximum can let NaN win by themselves.</summary>
    public bool HasNanPropagatingExtrema => Architecture >= 80 && Isa >= 70;

    /// <summary>The best target for a device under a driver.</summary>
    /// <param name="driverVersion">The driver's CUDA version as it reports it: 12040 is 12.4.</param>
    /// <param name="computeCapability">The compute capability times ten.</param>
    /// <exception cref="NotSupportedException">The driver or the device is too old.</exception>
    public static PtxTarget For(int driverVersion, int computeCapability)
    {
        int cuda = driverVersion / 1000 * 10 + driverVersion % 1000 / 10;
        int isa = s_isaOfDriver.LastOrDefault(entry => entry.Cuda <= cuda).Isa;
        if (isa == 0)
            throw new NotSupportedException(FormattableString.Invariant($"the driver (CUDA {cuda / 10}.{cuda % 10}) is older than CUDA 10.0"));
        if (computeCapability < OldestArchitecture)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"its compute capability {computeCapability / 10}.{computeCapability % 10} is below 7.0"));
        }
        int architecture = s_isaOfArchitecture
            .Last(entry => entry.Architecture <= computeCapability && entry.Isa <= isa).Architecture;
        return new PtxTarget(isa, architecture);
    }
}
