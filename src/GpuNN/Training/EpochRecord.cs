namespace GpuNN.Training;

/// <summary>What came of an epoch.</summary>
/// <param name="Epoch">Its number, the first one 1.</param>
/// <param name="Loss">The mean loss of its batches.</param>
/// <param name="LearningRate">η of its last step.</param>
/// <param name="Metrics">What the validation measured, by name.</param>
public sealed record EpochRecord(int Epoch, double Loss, double LearningRate, IReadOnlyDictionary<string, double> Metrics);
