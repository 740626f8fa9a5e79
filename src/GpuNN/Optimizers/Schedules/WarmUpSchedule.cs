namespace GpuNN.Optimizers.Schedules;

/// <summary>Rises in a straight line from a share of another schedule's first rate to all of it, then follows that schedule
/// from its start.</summary>
public sealed class WarmUpSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule _next;
    private readonly long _steps;
    private readonly double _startShare;

    /// <summary>Warms up for so many steps.</summary>
    /// <param name="next">What follows; its first rate is the one risen to.</param>
    /// <param name="steps">How many.</param>
    /// <param name="startShare">The share of the rate at step 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1.</exception>
    public WarmUpSchedule(LearningRateSchedule next, long steps, double startShare = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _next = next;
        _steps = steps;
        _startShare = startShare;
    }

    /// <inheritdoc/>
    public override double At(long step) => step >= _steps
        ? _next.At(step - _steps)
        : _next.At(0) * (_startShare + ((1 - _startShare) * step / _steps));

    /// <inheritdoc/>
    public override void Report(double measure) => _next.Report(measure);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> SaveState() => _next.SaveState();

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, double> state) => _next.LoadState(state);
}
