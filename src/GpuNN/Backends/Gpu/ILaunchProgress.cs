namespace GpuNN.Backends.Gpu;

/// <summary>Numbered marks in a queue, which tell how far the device came, also after it has failed.</summary>
internal interface ILaunchProgress : IDisposable
{
    /// <summary>The last mark that the device has passed, without waiting; null where nobody can tell.</summary>
    long? Reached { get; }

    /// <summary>Why the next mark will never be passed; null while nothing is known against it.</summary>
    string? Failure { get; }

    /// <summary>Queues a mark; the first has number 1.</summary>
    long Mark();

    /// <summary>Forgets the marks so far.</summary>
    void Reset();
}
