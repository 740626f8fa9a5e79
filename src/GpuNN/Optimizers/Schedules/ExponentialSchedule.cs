namespace GpuNN.Optimizers.Schedules;

/// <summary>η = base·γᵗ.</summary>
public sealed class ExponentialSchedule(double baseRate, double gamma) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double At(long step) => baseRate * Math.Pow(gamma, step);
}
