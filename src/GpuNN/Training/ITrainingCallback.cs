namespace GpuNN.Training;

/// <summary>Is told how a training goes, and may end it (<see cref="TrainingProgress.RequestStop"/>).</summary>
public interface ITrainingCallback
{
    /// <summary>An epoch begins, or is taken up again.</summary>
    void EpochBegan(TrainingProgress progress)
    {
    }

    /// <summary>A batch went through, and the optimiser has made its step.</summary>
    void StepEnded(TrainingProgress progress)
    {
    }

    /// <summary>An epoch ended, and the model was validated; the last of <see cref="TrainingProgress.History"/> is its
    /// record.</summary>
    void EpochEnded(TrainingProgress progress)
    {
    }

    /// <summary>The training ended, whatever the reason, except by an error.</summary>
    void TrainingEnded(TrainingReport report)
    {
    }
}
