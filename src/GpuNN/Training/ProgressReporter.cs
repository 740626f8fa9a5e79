using System.Diagnostics;
using System.Globalization;

namespace GpuNN.Training;

/// <summary>Writes how a training goes: a line for each epoch and, while it runs, the batch, the loss and the time left. On a
/// terminal that line is written over itself; elsewhere it comes now and then as a plain line.</summary>
public sealed class ProgressReporter : ITrainingCallback
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly TextWriter _output;
    private readonly bool _isTerminal;
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private int _width;

    /// <summary>Writes to the console.</summary>
    public ProgressReporter()
        : this(Console.Out, !Console.IsOutputRedirected)
    {
    }

    /// <summary>Writes to a writer.</summary>
    /// <param name="output">The writer.</param>
    /// <param name="isTerminal">Whether a line can be written over.</param>
    public ProgressReporter(TextWriter output, bool isTerminal = false) => (_output, _isTerminal) = (output, isTerminal);

    /// <inheritdoc/>
    public void StepEnded(TrainingProgress progress)
    {
        if (_sinceLine.Elapsed < (_isTerminal ? TerminalInterval : PlainInterval)) return;
        _sinceLine.Restart();
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {progress.Epoch}/{progress.Epochs}  batch {progress.Batch}/{progress.Batches}  loss {progress.MeanLoss:F4}  {Duration(progress.Remaining ?? TimeSpan.Zero)} left");
        if (_isTerminal) Overwrite(line);
        else _output.WriteLine(line);
    }

    /// <inheritdoc/>
    public void EpochEnded(TrainingProgress progress)
    {
        EpochRecord record = progress.History[^1];
        string metrics = string.Concat(record.Metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"  {metric.Key} {metric.Value:F4}")));
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {record.Epoch}/{progress.Epochs}  loss {record.Loss:F4}{metrics}  rate {record.LearningRate:G3}  {Duration(progress.Elapsed)}, {Duration(progress.Remaining ?? TimeSpan.Zero)} left");
        if (_isTerminal) Overwrite(string.Empty);
        _output.WriteLine(line);
        _sinceLine.Restart();
    }

    /// <inheritdoc/>
    public void TrainingEnded(TrainingReport report)
    {
        if (_isTerminal) Overwrite(string.Empty);
        if (report.Outcome != TrainingOutcome.Completed)
            _output.WriteLine(report.Outcome == TrainingOutcome.Cancelled ? "cancelled" : "stopped early");
    }

    private static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s"
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    private void Overwrite(string line)
    {
        _output.Write($"\r{line.PadRight(_width)}{(line.Length == 0 ? "\r" : string.Empty)}");
        _width = line.Length;
    }
}
