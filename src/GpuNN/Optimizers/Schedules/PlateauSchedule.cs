namespace GpuNN.Optimizers.Schedules;

/// <summary>Multiplies the rate by a factor when a reported measure has not improved for more than so many reports, as
/// PyTorch's ReduceLROnPlateau.</summary>
public sealed class PlateauSchedule : LearningRateSchedule
{
    private readonly double _factor;
    private readonly int _patience;
    private readonly double _threshold;
    private readonly bool _isMaximized;
    private readonly double _smallestRate;
    private double _best;
    private int _worse;

    /// <summary>Starts at a rate.</summary>
    /// <param name="baseRate">The rate at the start.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <param name="patience">How many reports without improvement are borne.</param>
    /// <param name="threshold">By which share a report must be better than the best to be an improvement.</param>
    /// <param name="isMaximized">Whether larger is better.</param>
    /// <param name="smallestRate">The rate below which it does not fall.</param>
    public PlateauSchedule(
        double baseRate, double factor = 0.1, int patience = 10, double threshold = 1e-4, bool isMaximized = false, double smallestRate = 0)
    {
        _factor = factor;
        _patience = patience;
        _threshold = threshold;
        _isMaximized = isMaximized;
        _smallestRate = smallestRate;
        _best = isMaximized ? double.NegativeInfinity : double.PositiveInfinity;
        Rate = baseRate;
    }

    /// <summary>The rate now.</summary>
    public double Rate { get; private set; }

    /// <summary>Reports the measure, after an epoch for instance; NaN is no improvement.</summary>
    public override void Report(double measure)
    {
        bool isBetter = _isMaximized ? measure > _best * (1 + _threshold) : measure < _best * (1 - _threshold);
        if (isBetter)
        {
            _best = measure;
            _worse = 0;
        }
        else if (++_worse > _patience)
        {
            Rate = Math.Max(Rate * _factor, _smallestRate);
            _worse = 0;
        }
    }

    /// <inheritdoc/>
    public override double At(long step) => Rate;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> SaveState() =>
        new Dictionary<string, double> { ["rate"] = Rate, ["best"] = _best, ["worse"] = _worse };

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, double> state) =>
        (Rate, _best, _worse) = (state["rate"], state["best"], (int)state["worse"]);
}
