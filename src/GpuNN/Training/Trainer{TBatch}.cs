using System.Diagnostics;
using System.Globalization;
using GpuNN.Files;
using GpuNN.Layers;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;

namespace GpuNN.Training;

/// <summary>The training loop: epochs of batches, validation, early stopping, checkpoints, callbacks. What it does for a
/// batch is what one would write by hand: loss, gradients, step. Equal seeds give equal trainings, and one that is resumed
/// from a checkpoint continues bit for bit.</summary>
/// <typeparam name="TBatch">What goes through the model together; whatever the loss takes.</typeparam>
public class Trainer<TBatch>
{
    private const string BestSection = "best";

    private readonly Module _model;
    private readonly Optimizer _optimizer;
    private readonly Func<TBatch, Tensor> _loss;
    private readonly List<EpochRecord> _history = [];
    private readonly Dictionary<string, Tensor> _best = new(StringComparer.Ordinal);
    private int _epoch;
    private int _batch;
    private double _lossSum;

    /// <summary>A training.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="optimizer">Changes its parameters; schedule, clipping and decay are its.</param>
    /// <param name="loss">Runs the model on a batch and gives the loss, a scalar on the tape.</param>
    public Trainer(Module model, Optimizer optimizer, Func<TBatch, Tensor> loss) =>
        (_model, _optimizer, _loss) = (model, optimizer, loss);

    /// <summary>How often the data is gone through.</summary>
    public int Epochs { get; set; } = 10;

    /// <summary>Measures the model after each epoch, in prediction and without gradients; metrics by name.</summary>
    public Func<IReadOnlyDictionary<string, double>>? Validation { get; set; }

    /// <summary>Ends the training when a metric no longer gets better; null where it does not. Its metric is also what a
    /// <see cref="PlateauSchedule"/> of the optimiser is told; without it the loss is.</summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>Where checkpoints go; null for none.</summary>
    public string? CheckpointPath { get; set; }

    /// <summary>A checkpoint is written after each so many epochs, besides at the end and when it is cancelled.</summary>
    public int CheckpointInterval { get; set; } = 1;

    /// <summary>A checkpoint is written after each so many steps too; null where not.</summary>
    public int? CheckpointSteps { get; set; }

    /// <summary>Who is told how it goes.</summary>
    public IList<ITrainingCallback> Callbacks { get; } = [];

    /// <summary>What checkpoints hold beside model and optimiser.</summary>
    public IList<ICheckpointed> State { get; } = [];

    /// <summary>What came of the epochs so far, those before a resumption included.</summary>
    public IReadOnlyList<EpochRecord> History => _history;

    /// <summary>Trains until all epochs are done, the metric no longer gets better, or it is cancelled: then the step under
    /// way is finished and a checkpoint written. Called again, it continues where it ended.</summary>
    /// <exception cref="DivergedException">The loss is no finite number; the last checkpoint stays as it is.</exception>
    public TrainingReport Run(IBatchSource<TBatch> batches, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var progress = new TrainingProgress(Epochs, batches.Count, _history) { Step = _optimizer.StepCount };
        long firstBatch = ((long)_epoch * batches.Count) + _batch;
        TrainingOutcome outcome = EarlyStopping is { IsExhausted: true } ? TrainingOutcome.StoppedEarly : TrainingOutcome.Completed;
        while (_epoch < Epochs && outcome == TrainingOutcome.Completed)
        {
            progress.Epoch = _epoch + 1;
            progress.Batch = _batch;
            Tell(callback => callback.EpochBegan(progress));
            _model.Train();
            foreach (TBatch batch in batches.Batches(_epoch, _batch))
            {
                if (cancellation.IsCancellationRequested || progress.IsStopRequested) break;
                TakeStep(batch, progress);
                long done = ((long)_epoch * batches.Count) + _batch - firstBatch;
                progress.Elapsed = clock.Elapsed;
                progress.Remaining = progress.Elapsed * ((((long)Epochs * batches.Count) - firstBatch - done) / (double)done);
                Tell(callback => callback.StepEnded(progress));
                if (CheckpointSteps is { } interval && _optimizer.StepCount % interval == 0) SaveCheckpoint();
            }

            if (_batch < batches.Count)
            {
                outcome = cancellation.IsCancellationRequested ? TrainingOutcome.Cancelled : TrainingOutcome.StoppedEarly;
                break;
            }

            EndEpoch(progress);
            progress.Elapsed = clock.Elapsed;
            Tell(callback => callback.EpochEnded(progress));
            if (EarlyStopping is { IsExhausted: true } || progress.IsStopRequested) outcome = TrainingOutcome.StoppedEarly;
            else if (_epoch < Epochs && cancellation.IsCancellationRequested) outcome = TrainingOutcome.Cancelled;
            else if (_epoch < Epochs && _epoch % CheckpointInterval == 0) SaveCheckpoint();
        }

        // A cancelled training goes on from the weights that it has; one that ended keeps the best.
        if (outcome != TrainingOutcome.Cancelled && _best.Count > 0) StateDictionary.Load(_model, _best);
        SaveCheckpoint();
        var report = new TrainingReport(outcome, [.. _history], _optimizer.StepCount, clock.Elapsed);
        Tell(callback => callback.TrainingEnded(report));
        return report;
    }

    /// <summary>Takes up a checkpoint that a training of the same model, optimiser and settings wrote; <see cref="Run"/> then
    /// continues bit for bit as if it had not been interrupted.</summary>
    /// <inheritdoc cref="TrainingCheckpoint.Load(string, Module, Optimizer)" path="/exception"/>
    public void Resume(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Load(path);
        int epoch = (int)TrainingCheckpoint.Number(checkpoint, "trainer.epoch");
        int batch = (int)TrainingCheckpoint.Number(checkpoint, "trainer.batch");
        double lossSum = TrainingCheckpoint.Number(checkpoint, "trainer.loss_sum");
        EpochRecord[] history = [.. TrainingHistory.Read(TrainingCheckpoint.Value(checkpoint, "trainer.history"))];
        TrainingCheckpoint.Restore(checkpoint, _model, _optimizer);
        foreach (ICheckpointed state in State) state.LoadState(checkpoint.Section(state.Name));
        if (EarlyStopping is { } stopping)
        {
            stopping.Best = TrainingCheckpoint.Number(checkpoint, "stopping.best");
            stopping.EpochsWithoutImprovement = (int)TrainingCheckpoint.Number(checkpoint, "stopping.without");
        }

        RememberBest(checkpoint.Section(BestSection));
        (_epoch, _batch, _lossSum) = (epoch, batch, lossSum);
        _history.Clear();
        _history.AddRange(history);
    }

    private void TakeStep(TBatch batch, TrainingProgress progress)
    {
        Tensor loss = _loss(batch);
        _optimizer.ZeroGradients();
        loss.Backward();
        double value = loss.ToScalar();
        if (!double.IsFinite(value)) throw new DivergedException(nameof(Trainer), _optimizer.StepCount + 1, value);
        _optimizer.Step();
        _batch++;
        _lossSum += value;
        progress.Batch = _batch;
        progress.Step = _optimizer.StepCount;
        progress.Loss = value;
        progress.MeanLoss = _lossSum / _batch;
        progress.LearningRate = _optimizer.LearningRate;
    }

    private void EndEpoch(TrainingProgress progress)
    {
        IReadOnlyDictionary<string, double> metrics = Validate();
        double loss = _lossSum / _batch;
        _epoch++;
        _batch = 0;
        _lossSum = 0;
        _history.Add(new(_epoch, loss, progress.LearningRate, metrics));
        double watched = EarlyStopping is { } stopping && metrics.TryGetValue(stopping.Metric, out double metric) ? metric : loss;
        _optimizer.Schedule?.Report(watched);
        if (EarlyStopping?.Report(watched) == true && EarlyStopping.RestoresBest) RememberBest(StateDictionary.Of(_model));
    }

    private IReadOnlyDictionary<string, double> Validate()
    {
        if (Validation is null) return new Dictionary<string, double>();
        _model.Evaluate();
        using (NoGrad.Begin()) return Validation();
    }

    private void RememberBest(IReadOnlyDictionary<string, Tensor> state)
    {
        using IDisposable restoration = NoGrad.Begin();
        foreach (var (name, tensor) in state)
        {
            if (!_best.TryGetValue(name, out Tensor? copy))
                _best.Add(name, copy = Tensor.Empty(tensor.Shape, tensor.DType, tensor.Device).Keep());
            copy.CopyFrom(tensor);
        }
    }

    private void SaveCheckpoint()
    {
        if (CheckpointPath is null) return;
        TrainingCheckpoint.Save(CheckpointPath, _model, _optimizer, checkpoint =>
        {
            checkpoint.Values["trainer.epoch"] = _epoch.ToString(CultureInfo.InvariantCulture);
            checkpoint.Values["trainer.batch"] = _batch.ToString(CultureInfo.InvariantCulture);
            checkpoint.Values["trainer.loss_sum"] = TrainingCheckpoint.Text(_lossSum);
            checkpoint.Values["trainer.history"] = TrainingHistory.Write(_history);
            checkpoint.Add(BestSection, _best);
            foreach (ICheckpointed state in State) checkpoint.Add(state.Name, state.SaveState());
            if (EarlyStopping is not { } stopping) return;
            checkpoint.Values["stopping.best"] = TrainingCheckpoint.Text(stopping.Best);
            checkpoint.Values["stopping.without"] = stopping.EpochsWithoutImprovement.ToString(CultureInfo.InvariantCulture);
        });
    }

    private void Tell(Action<ITrainingCallback> what)
    {
        foreach (ITrainingCallback callback in Callbacks) what(callback);
    }
}
