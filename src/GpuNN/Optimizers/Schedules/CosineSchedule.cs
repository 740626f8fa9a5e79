namespace GpuNN.Optimizers.Schedules;

/// <summary>η = end + (base − end)·(1 + cos(π·t/T))/2 up to step T, then end (Loshchilov and Hutter, 2017). With restarts it
/// begins again, each period longer than the last by a factor.</summary>
public sealed class CosineSchedule : LearningRateSchedule
{
    private readonly double _baseRate;
    private readonly long _period;
    private readonly double _endRate;
    private readonly int _restartFactor;

    /// <summary>Falls from the base rate to the end rate in so many steps.</summary>
    /// <param name="baseRate">The rate at the start.</param>
    /// <param name="period">T.</param>
    /// <param name="endRate">The rate at the end.</param>
    /// <param name="restartFactor">0 for no restarts; else how much longer each period is than the one before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is below 1, or the factor negative.</exception>
    public CosineSchedule(double baseRate, long period, double endRate = 0, int restartFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(restartFactor);
        _baseRate = baseRate;
        _period = period;
        _endRate = endRate;
        _restartFactor = restartFactor;
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        long period = _period, position = step;
        while (_restartFactor > 0 && position >= period)
        {
            position -= period;
            period *= _restartFactor;
        }

        double share = (double)Math.Min(position, period) / period;
        return _endRate + ((_baseRate - _endRate) * (1 + Math.Cos(Math.PI * share)) / 2);
    }
}
