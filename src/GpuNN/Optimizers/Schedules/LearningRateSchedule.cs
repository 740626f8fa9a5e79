namespace GpuNN.Optimizers.Schedules;

/// <summary>The learning rate as a function of the step. Given to <see cref="Optimizer.Schedule"/> it counts optimiser steps;
/// to schedule by epoch, set <see cref="Optimizer.LearningRate"/> to <see cref="At"/> of the epoch.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>η of a step, counted from 0.</summary>
    public abstract double At(long step);

    /// <summary>Reports a measure, after an epoch for instance; nothing comes of it where the rate follows from the step
    /// alone.</summary>
    public virtual void Report(double measure)
    {
    }

    /// <summary>What it remembers, for a checkpoint; nothing where the rate follows from the step alone.</summary>
    public virtual IReadOnlyDictionary<string, double> SaveState() => new Dictionary<string, double>();

    /// <summary>Takes up what <see cref="SaveState"/> of a schedule of the same kind gave.</summary>
    /// <exception cref="KeyNotFoundException">Something that it remembers is missing.</exception>
    public virtual void LoadState(IReadOnlyDictionary<string, double> state)
    {
    }
}
