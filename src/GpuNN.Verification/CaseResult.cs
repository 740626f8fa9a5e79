namespace GpuNN.Verification;

/// <summary>What the check of one case on one device found.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Case">The case; the seed stands behind it where one was used.</param>
/// <param name="Part">Forward, gradient, variant, or refusal.</param>
/// <param name="BudgetShare">The largest error as a share of what is allowed.</param>
/// <param name="Failure">What is wrong; null where nothing is.</param>
public sealed record CaseResult(string Operator, string Case, string Part, double BudgetShare, string? Failure)
{
    /// <summary>The variants that ran, each as primitive and variant, where they were not the device's choice.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Whether it passed.</summary>
    public bool Passed => Failure is null;
}
