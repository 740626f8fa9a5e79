namespace GpuNN;

/// <summary>What <see cref="GradCheck"/> found.</summary>
/// <param name="LargestError">The largest difference between the tape's gradient and the numeric one, relative to the largest
/// gradient of its leaf.</param>
/// <param name="Elements">How many elements were compared.</param>
/// <param name="Failure">The first element that differs by more than the tolerance; null where none does.</param>
public sealed record GradCheckResult(double LargestError, int Elements, string? Failure)
{
    /// <summary>Whether all compared elements agree.</summary>
    public bool Passed => Failure is null;
}
