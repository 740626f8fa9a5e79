namespace GpuNN.Training;

/// <summary>Where a training stands.</summary>
public sealed class TrainingProgress
{
    internal TrainingProgress(int epochs, int batches, IReadOnlyList<EpochRecord> history) =>
        (Epochs, Batches, History) = (epochs, batches, history);

    /// <summary>The epoch, the first one 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>How many epochs there are.</summary>
    public int Epochs { get; }

    /// <summary>How many batches of the epoch are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>How many batches an epoch has.</summary>
    public int Batches { get; }

    /// <summary>How many steps were made in all.</summary>
    public long Step { get; internal set; }

    /// <summary>The loss of the last batch.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>The mean loss of the epoch so far.</summary>
    public double MeanLoss { get; internal set; } = double.NaN;

    /// <summary>η of the last step.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>The epochs that ended.</summary>
    public IReadOnlyList<EpochRecord> History { get; }

    /// <summary>The time since the training began, or was resumed.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>About how long it will take yet, should no epoch be left out; null before the first step.</summary>
    public TimeSpan? Remaining { get; internal set; }

    /// <summary>Whether somebody asked for the end.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>Ends the training after this step or epoch.</summary>
    public void RequestStop() => IsStopRequested = true;
}
