namespace GpuNN.Backends.Gpu;

/// <summary>Which operators are queued, each with a mark behind its launches: where a device fails, later and in whatever call
/// comes next, the first operator whose mark was not passed is the one that failed. Not thread-safe: its backend locks.</summary>
internal sealed class LaunchJournal(ILaunchProgress progress) : IDisposable
{
    /// <summary>The operators that have a name still; one that lags behind by more has none.</summary>
    private const int Remembered = 4096;

    /// <summary>How many are named where the device cannot tell.</summary>
    private const int Suspects = 8;

    private readonly string[] _names = new string[Remembered];
    private long _last;

    /// <summary>Why something queued will never be done; null while nothing is known.</summary>
    public string? Failure => progress.Failure;

    /// <summary>The first operator that the device did not finish; null where it finished all, or nobody can tell.</summary>
    public string? FirstUnfinished =>
        progress.Reached is { } reached && reached < _last && reached + Remembered > _last ? _names[(reached + 1) % Remembered] : null;

    /// <summary>The last operators, for messages; empty where the device finished all.</summary>
    public string LastOnes
    {
        get
        {
            long first = Math.Max(progress.Reached ?? 0, _last - Suspects) + 1;
            return string.Join(", ", Enumerable.Range(0, (int)Math.Max(_last - first + 1, 0)).Select(i => _names[(first + i) % Remembered]));
        }
    }

    /// <summary>Marks the end of an operator's launches.</summary>
    public void Add(string operatorName)
    {
        _last = progress.Mark();
        _names[_last % Remembered] = operatorName;
    }

    /// <summary>Forgets the past, which was reported.</summary>
    public void Reset() => progress.Reset();

    public void Dispose() => progress.Dispose();
}
