using System.Globalization;

namespace GpuNN.Backends.Gpu;

/// <summary>Finds the fastest variant of a primitive for a class of operands by timing all that could win, on the operands of the
/// first call. A winner is held to the reference before it is remembered, on disk for the device, its driver and this code;
/// a candidate that throws or computes something else is reported and passed over. Not thread-safe: its backend locks.</summary>
internal sealed class Tuner(GpuBackend backend, TuningStore store, ITrialRunner runner)
{
    private const int Rounds = 5;

    /// <summary>A candidate this much slower than the best is not timed again.</summary>
    private const double Hopeless = 2;

    /// <summary>What a candidate has to gain over the built-in choice: less is noise.</summary>
    private const double WorthIt = 0.95;

    private readonly Dictionary<string, TunedChoice> _known = [];

    /// <summary>The choice for these operands: known, read from disk, or measured now.</summary>
    public TunedChoice Choose(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        string key = TuningKey.Of(primitive, inputs, outputs);
        if (Find(key, primitive, inputs, outputs) is { } known) return known;
        TunedChoice choice;
        try
        {
            choice = Measure(key, primitive, inputs, outputs);
        }
        catch (Exception exception) when (exception is AcceleratorException or GpuNNException)
        {
            // No memory for the copies, say: the operator itself may still run.
            choice = new TunedChoice(Candidate.BuiltIn, $"tuning failed: {exception.Message}");
            var failed = new TuningTrial(Candidate.BuiltIn.Name, null, exception.Message);
            Autotuning.Report(new(backend.Name, primitive.Name, Words(inputs, outputs), backend.ExplainUntuned(primitive, inputs, outputs), null, [failed]));
        }

        _known.Add(key, choice);
        return choice;
    }

    /// <summary>The choice for these operands where there is one already.</summary>
    public TunedChoice? Known(Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        Find(TuningKey.Of(primitive, inputs, outputs), primitive, inputs, outputs);

    private TunedChoice? Find(string key, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        if (_known.TryGetValue(key, out TunedChoice? known)) return known;
        if (store.Find(key) is not { } stored) return null;
        int end = stored.IndexOf('\n', StringComparison.Ordinal);
        string name = end < 0 ? stored : stored[..end], reason = $"tuning measured it earlier: {stored[(end + 1)..]}";
        Candidate? candidate = name == Candidate.BuiltIn.Name
            ? Candidate.BuiltIn
            : Candidates.For(backend, primitive, inputs, outputs).FirstOrDefault(one => one.Name == name);
        if (candidate is null) return null;
        var choice = new TunedChoice(candidate.Because(reason), reason);
        _known.Add(key, choice);
        return choice;
    }

    private TunedChoice Measure(string key, Primitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        var rented = new List<GpuBuffer>();
        var operands = new TrialOperands(backend, inputs, outputs, rented);
        List<Trial> trials = [new(Candidate.BuiltIn), .. Candidates.For(backend, primitive, inputs, outputs).Select(static one => new Trial(one))];
        TimeAll(trials, primitive, operands);
        Trial? winner = FirstRight(trials, primitive, operands);
        backend.Return(rented);

        string summary = Summary(trials, winner);
        string builtIn = backend.ExplainUntuned(primitive, inputs, outputs);
        if (winner is not null) store.Keep(key, $"{winner.Candidate.Name}\n{summary}");
        Autotuning.Report(new TuningReport(
            backend.Name,
            primitive.Name,
            Words(inputs, outputs),
            builtIn,
            winner?.Candidate.Name,
            [.. trials.Select(static trial => new TuningTrial(trial.Candidate.Name, trial.Best, trial.Failure))]));
        string reason = $"tuning measured it: {summary}";
        return new TunedChoice((winner?.Candidate ?? Candidate.BuiltIn).Because(reason), reason);
    }

    /// <summary>Times all in turn, so that what else the machine does meets them alike; each one's best counts.</summary>
    private void TimeAll(List<Trial> trials, Primitive primitive, TrialOperands operands)
    {
        foreach (Trial trial in trials) Attempt(trial, () => runner.Run(trial.Candidate, primitive, operands.Inputs, operands.Outputs));
        for (int round = 0; round < Rounds; round++)
        {
            double hopeless = Hopeless * (trials.Min(static trial => trial.Best)?.Ticks ?? double.PositiveInfinity);
            foreach (Trial trial in trials)
            {
                if (trial.Failure is not null || trial.Best?.Ticks > hopeless) continue;
                Attempt(trial, () =>
                {
                    TimeSpan time = runner.Time(trial.Candidate, primitive, operands.Inputs, operands.Outputs);
                    if (!(trial.Best <= time)) trial.Best = time;
                });
            }
        }
    }

    /// <summary>The fastest whose results are right; the built-in choice where that is as fast.</summary>
    private Trial? FirstRight(List<Trial> trials, Primitive primitive, TrialOperands operands)
    {
        ReferenceCheck? check = null;
        Trial builtIn = trials[0];
        IEnumerable<Trial> order = trials.Where(static trial => trial.Failure is null)
            .OrderBy(trial => trial == builtIn ? trial.Best * WorthIt : trial.Best);
        foreach (Trial trial in order.ToList())
        {
            Attempt(trial, () =>
            {
                check ??= new ReferenceCheck(backend, primitive, operands);
                operands.Restore();
                runner.Run(trial.Candidate, primitive, operands.Inputs, operands.Outputs);
                trial.Failure = check.Failure(operands.Outputs);
            });
            if (trial.Failure is null) return trial;
        }

        return null;
    }

    private static void Attempt(Trial trial, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            trial.Failure = $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private static string Summary(List<Trial> trials, Trial? winner)
    {
        if (winner is null) return $"none of {trials.Count - 1} candidates was right";
        string builtIn = Milliseconds(trials[0].Best);
        return winner == trials[0]
            ? string.Create(CultureInfo.InvariantCulture, $"the built-in choice takes {builtIn}, and none of {trials.Count - 1} candidates less")
            : string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(winner.Best)}, the least of {trials.Count - 1} candidates; the built-in choice took {builtIn}");
    }

    private static string Milliseconds(TimeSpan? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalMilliseconds:G3} ms") : "no time that counts";

    private static string Words(ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        $"{string.Join(", ", inputs.ToArray())} → {string.Join(", ", outputs.ToArray())}";

    /// <summary>A candidate and what became of it.</summary>
    private sealed class Trial(Candidate candidate)
    {
        public Candidate Candidate { get; } = candidate;

        public TimeSpan? Best { get; set; }

        public string? Failure { get; set; }
    }
}
