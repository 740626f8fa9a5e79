namespace GpuNN.Optimizers.Schedules;

/// <summary>The learning rate as a function of the step. Given to <see cref="Optimizer.Schedule"/> it counts optimiser steps;
/// to schedule by epoch, set <see cref="Optimizer.LearningRate"/> to <see cref="At"/> of the epoch.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>η of a step, counted from 0.</summary>
    public abstract double At(long step);
}
