namespace GpuNN.Optimizers.Schedules;

/// <summary>η = base·γ^⌊t / interval⌋.</summary>
public sealed class StepDecaySchedule : LearningRateSchedule
{
    private readonly double _baseRate;
    private readonly long _interval;
    private readonly double _gamma;

    /// <summary>Multiplies the rate by γ after each interval.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is below 1.</exception>
    public StepDecaySchedule(double baseRate, long interval, double gamma = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        _baseRate = baseRate;
        _interval = interval;
        _gamma = gamma;
    }

    /// <inheritdoc/>
    public override double At(long step) => _baseRate * Math.Pow(_gamma, step / _interval);
}
