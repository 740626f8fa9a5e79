namespace GpuNN.Course;

/// <summary>What a recipe reached.</summary>
/// <param name="Metric">What was measured, like <c>test accuracy</c>.</param>
/// <param name="Value">What the model reached.</param>
/// <param name="Threshold">What it must reach.</param>
/// <param name="Baseline">What the baseline reached in the same run, on the same data.</param>
/// <param name="BaselineName">What the baseline is.</param>
/// <param name="IsMaximized">Whether larger is better.</param>
public sealed record RecipeResult(
    string Metric, double Value, double Threshold, double Baseline, string BaselineName, bool IsMaximized = true)
{
    /// <summary>Whether the model is better than the threshold and than the baseline; a NaN is not.</summary>
    public bool IsReached => IsMaximized
        ? Value >= Threshold && Value > Baseline
        : Value <= Threshold && Value < Baseline;
}
