namespace GpuNN.Training;

/// <summary>Ends a training whose metric no longer gets better, and gives the model its best weights back.</summary>
/// <param name="metric">The name that the validation gives it; <c>loss</c> for the training's own where it gives none of this
/// name.</param>
/// <param name="patience">How many epochs without improvement are borne.</param>
/// <param name="isMaximized">Whether larger is better.</param>
/// <param name="minimumChange">By how much it must be better than the best to count.</param>
/// <param name="restoresBest">Whether the model gets the weights of the best epoch back at the end.</param>
public sealed class EarlyStopping(
    string metric, int patience, bool isMaximized = false, double minimumChange = 0, bool restoresBest = true)
{
    /// <summary>The name of what is watched.</summary>
    public string Metric { get; } = metric;

    /// <summary>How many epochs without improvement are borne.</summary>
    public int Patience { get; } = patience;

    /// <summary>Whether larger is better.</summary>
    public bool IsMaximized { get; } = isMaximized;

    /// <summary>Whether the model gets the weights of the best epoch back.</summary>
    public bool RestoresBest { get; } = restoresBest;

    /// <summary>The best value so far.</summary>
    public double Best { get; internal set; } = isMaximized ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>How many epochs in a row were not better.</summary>
    public int EpochsWithoutImprovement { get; internal set; }

    /// <summary>Whether the training is to end.</summary>
    public bool IsExhausted => EpochsWithoutImprovement > Patience;

    /// <summary>Reports an epoch's value; NaN is no improvement.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool Report(double value)
    {
        bool isBetter = IsMaximized ? value > Best + minimumChange : value < Best - minimumChange;
        EpochsWithoutImprovement = isBetter ? 0 : EpochsWithoutImprovement + 1;
        if (isBetter) Best = value;
        return isBetter;
    }
}
