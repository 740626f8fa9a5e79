namespace GpuNN.Optimizers.Schedules;

/// <summary>Rises by a half cosine from maximum/startDivisor to the maximum, then falls by another to
/// maximum/(startDivisor·endDivisor) at the last step (Smith and Topin, 2018), as PyTorch's OneCycleLR.</summary>
public sealed class OneCycleSchedule : LearningRateSchedule
{
    private readonly double _maximumRate;
    private readonly long _total;
    private readonly double _riseEnd;
    private readonly double _startRate;
    private readonly double _endRate;

    /// <summary>One cycle of so many steps.</summary>
    /// <param name="maximumRate">The highest rate.</param>
    /// <param name="total">The number of steps, at least 2.</param>
    /// <param name="riseShare">The share of the steps in which it rises.</param>
    /// <param name="startDivisor">How far below the maximum it starts.</param>
    /// <param name="endDivisor">How far below the start it ends.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 steps, or the share is not between 0 and
    /// 1.</exception>
    public OneCycleSchedule(double maximumRate, long total, double riseShare = 0.3, double startDivisor = 25, double endDivisor = 1e4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 2);
        if (!(riseShare is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(riseShare), riseShare, "The share is between 0 and 1.");
        _maximumRate = maximumRate;
        _total = total;
        _riseEnd = (riseShare * total) - 1;
        _startRate = maximumRate / startDivisor;
        _endRate = _startRate / endDivisor;
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        double position = Math.Min(step, _total - 1);
        return position <= _riseEnd
            ? Ease(_startRate, _maximumRate, position / _riseEnd)
            : Ease(_maximumRate, _endRate, (position - _riseEnd) / (_total - 1 - _riseEnd));
    }

    private static double Ease(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
}
