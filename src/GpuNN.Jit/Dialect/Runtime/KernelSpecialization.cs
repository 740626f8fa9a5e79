namespace GpuNN.Jit;

/// <summary>What the compiler may assume about every launch of a kernel.</summary>
/// <param name="maxNumThreadsPerGroup">The most work items a group will have, if known.</param>
/// <param name="minNumGroupsPerMultiprocessor">The groups that should fit on a multiprocessor, if that matters.</param>
public readonly struct KernelSpecialization(int? maxNumThreadsPerGroup, int? minNumGroupsPerMultiprocessor)
    : IEquatable<KernelSpecialization>
{
    /// <summary>No assumptions.</summary>
    public static readonly KernelSpecialization Empty;

    /// <summary>The most work items a group will have, if known.</summary>
    public int? MaxNumThreadsPerGroup { get; } = maxNumThreadsPerGroup;

    /// <summary>The groups that should fit on a multiprocessor, if that matters.</summary>
    public int? MinNumGroupsPerMultiprocessor { get; } = minNumGroupsPerMultiprocessor;

    /// <summary>Whether <paramref name="accelerator"/> can run such groups.</summary>
    public bool IsCompatibleWith(Accelerator accelerator) =>
        (MaxNumThreadsPerGroup ?? 0) <= accelerator.MaxNumThreadsPerGroup;

    /// <inheritdoc/>
    public bool Equals(KernelSpecialization other) =>
        MaxNumThreadsPerGroup == other.MaxNumThreadsPerGroup
        && MinNumGroupsPerMultiprocessor == other.MinNumGroupsPerMultiprocessor;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KernelSpecialization other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxNumThreadsPerGroup, MinNumGroupsPerMultiprocessor);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MinNumGroupsPerMultiprocessor: {MinNumGroupsPerMultiprocessor}");

    /// <summary>Whether both make the same assumptions.</summary>
    public static bool operator ==(KernelSpecialization first, KernelSpecialization second) => first.Equals(second);

    /// <summary>Whether the assumptions differ.</summary>
    public static bool operator !=(KernelSpecialization first, KernelSpecialization second) => !first.Equals(second);
}
