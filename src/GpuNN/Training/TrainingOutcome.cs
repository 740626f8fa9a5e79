namespace GpuNN.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The metric did not get better any more (<see cref="EarlyStopping"/>), or a callback asked for the end.</summary>
    StoppedEarly,

    /// <summary>It was cancelled; the checkpoint, where there is one, continues at the next batch.</summary>
    Cancelled,
}
