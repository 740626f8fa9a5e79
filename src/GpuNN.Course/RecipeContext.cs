using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>Where and how a recipe runs.</summary>
public sealed class RecipeContext
{
    /// <summary>Where results go; it is created when the first is written.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>Where the model lives.</summary>
    public Device Device { get; init; } = Device.Default;

    /// <summary>The seed of everything random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many epochs, in the place of the recipe's own number.</summary>
    public int? Epochs { get; init; }

    /// <summary>Data of one's own: a file or folder; generated data where it is null.</summary>
    public string? DataPath { get; init; }

    /// <summary>Whether a training continues from the checkpoint that lies in the folder.</summary>
    public bool Resumes { get; init; }

    /// <summary>Where lines about the progress go.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Whether <see cref="Output"/> is a terminal, on which a line can be written over.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Ends the training, with a checkpoint.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Curves that will be drawn; trainings add their losses and metrics by themselves.</summary>
    public CurveSet Curves { get; } = new();

    /// <summary>Where the model's checkpoint is.</summary>
    public string CheckpointPath => Path.Combine(OutputDirectory, "checkpoint.safetensors");

    /// <summary>Runs the training of the recipe's model: with checkpoint, progress and curves.</summary>
    /// <param name="trainer">The training.</param>
    /// <param name="batches">Its data.</param>
    /// <param name="epochs">How many epochs where the user does not say.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint is written.</exception>
    public TrainingReport Run<TBatch>(Trainer<TBatch> trainer, IBatchSource<TBatch> batches, int epochs)
    {
        Directory.CreateDirectory(OutputDirectory);
        trainer.Epochs = Epochs ?? epochs;
        trainer.CheckpointPath = CheckpointPath;
        trainer.Callbacks.Add(new ProgressReporter(Output, IsTerminal));
        if (Resumes && File.Exists(CheckpointPath)) trainer.Resume(CheckpointPath);
        TrainingReport report = trainer.Run(batches, Cancellation);
        AddCurves(string.Empty, report);
        if (report.Outcome == TrainingOutcome.Cancelled) throw new OperationCanceledException(Cancellation);
        return report;
    }

    /// <summary>Runs the training of a baseline, without a checkpoint; its curves get its name.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainingReport RunBaseline<TBatch>(string name, Trainer<TBatch> trainer, IBatchSource<TBatch> batches, int epochs)
    {
        Output.WriteLine($"baseline: {name}");
        trainer.Epochs = Epochs ?? epochs;
        trainer.Callbacks.Add(new ProgressReporter(Output, IsTerminal));
        TrainingReport report = trainer.Run(batches, Cancellation);
        AddCurves($"{name}: ", report);
        if (report.Outcome == TrainingOutcome.Cancelled) throw new OperationCanceledException(Cancellation);
        return report;
    }

    private void AddCurves(string prefix, TrainingReport report)
    {
        foreach (EpochRecord record in report.History)
        {
            Curves.Add(prefix + "loss", record.Epoch, record.Loss);
            foreach (var (name, value) in record.Metrics) Curves.Add(prefix + name, record.Epoch, value);
        }
    }
}
