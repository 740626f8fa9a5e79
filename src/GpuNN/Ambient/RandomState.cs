namespace GpuNN;

/// <summary>The seed of the random numbers and how many blocks of the Philox counter are spent. A random operator takes a
/// range of counters, one per element, so that every device draws the same numbers. Thread-safe.</summary>
public sealed class RandomState
{
    private long _position;

    /// <summary>A state that starts at a seed.</summary>
    public RandomState(ulong seed) => Seed = seed;

    /// <summary>The state in force: the scope's, or the process's.</summary>
    public static RandomState Current => AmbientState.Current.Random ?? Process;

    /// <summary>The seed, Philox's key.</summary>
    public ulong Seed { get; private set; }

    /// <summary>How many counters were taken; set it to resume.</summary>
    public long Position
    {
        get => Interlocked.Read(ref _position);
        set => Interlocked.Exchange(ref _position, value);
    }

    private static RandomState Process { get; } = new((ulong)Environment.TickCount64);

    /// <summary>Starts <see cref="Current"/> again at a seed.</summary>
    public static void Reseed(ulong seed)
    {
        RandomState state = Current;
        state.Seed = seed;
        state.Position = 0;
    }

    /// <summary>Makes a state current until the result is disposed.</summary>
    public static IDisposable Use(RandomState state) => AmbientState.Use(AmbientState.Current with { Random = state });

    /// <summary>Takes this many counters; returns the first.</summary>
    internal ulong Take(long count) => (ulong)(Interlocked.Add(ref _position, count) - count);
}
