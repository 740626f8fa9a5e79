namespace GpuNN.Verification;

/// <summary>What a comparison found.</summary>
/// <param name="BudgetShare">The largest error as a share of what is allowed.</param>
/// <param name="Failure">What is wrong; null where nothing is.</param>
public readonly record struct Comparison(double BudgetShare, string? Failure)
{
    /// <summary>Whether all is within the budget.</summary>
    public bool Passed => Failure is null;

    internal static Comparison Fail(string failure) => new(double.PositiveInfinity, failure);
}
