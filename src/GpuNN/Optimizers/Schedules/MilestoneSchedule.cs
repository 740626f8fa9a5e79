namespace GpuNN.Optimizers.Schedules;

/// <summary>η = base·γ^(the number of milestones reached).</summary>
public sealed class MilestoneSchedule : LearningRateSchedule
{
    private readonly double _baseRate;
    private readonly double _gamma;
    private readonly long[] _milestones;

    /// <summary>Multiplies the rate by γ at each of these steps.</summary>
    public MilestoneSchedule(double baseRate, IEnumerable<long> milestones, double gamma = 0.1)
    {
        _baseRate = baseRate;
        _gamma = gamma;
        _milestones = [.. milestones];
    }

    /// <inheritdoc/>
    public override double At(long step) => _baseRate * Math.Pow(_gamma, _milestones.Count(milestone => step >= milestone));
}
