namespace GpuNN.Optimizers.Schedules;

/// <summary>η = end + (base − end)·(1 − t/T)ᵖ up to step T, then end; a straight line for p = 1.</summary>
public sealed class PolynomialSchedule : LearningRateSchedule
{
    private readonly double _baseRate;
    private readonly long _total;
    private readonly double _endRate;
    private readonly double _power;

    /// <summary>Falls from the base rate to the end rate in so many steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1.</exception>
    public PolynomialSchedule(double baseRate, long total, double endRate = 0, double power = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        _baseRate = baseRate;
        _total = total;
        _endRate = endRate;
        _power = power;
    }

    /// <inheritdoc/>
    public override double At(long step) =>
        _endRate + ((_baseRate - _endRate) * Math.Pow(1 - ((double)Math.Min(step, _total) / _total), _power));
}
