namespace GpuNN.Training;

/// <summary>How a training went.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="History">What came of each epoch, those before a resumption included.</param>
/// <param name="Steps">The number of optimiser steps, those before a resumption included.</param>
/// <param name="Elapsed">The time that it took, without that before a resumption.</param>
public sealed record TrainingReport(
    TrainingOutcome Outcome, IReadOnlyList<EpochRecord> History, long Steps, TimeSpan Elapsed);
