namespace GpuNN.Verification.Training;

/// <summary>How a device trained a model.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="FirstLoss">The loss of the first step.</param>
/// <param name="LastLoss">The loss of the last step.</param>
/// <param name="BudgetShare">The largest difference of a loss, as a share of what is allowed.</param>
/// <param name="Failure">What is wrong, or null.</param>
public sealed record TrainingResult(string Name, double FirstLoss, double LastLoss, double BudgetShare, string? Failure);
