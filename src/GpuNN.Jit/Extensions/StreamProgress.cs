namespace GpuNN.Jit.Extensions;

/// <summary>
/// Numbered marks in a stream. They tell afterwards how far the accelerator came, also when it has failed: an asynchronous fault is
/// reported late and by whatever call comes next, but the first mark that was not passed stands right behind its cause. Not
/// thread-safe; marks are not captured into a <see cref="LaunchGraph"/>.
/// </summary>
public abstract class StreamProgress : AcceleratorObject
{
    private protected StreamProgress(Accelerator accelerator)
        : base(accelerator)
    {
    }

    /// <summary>The number of the last mark; 0 before the first.</summary>
    public long Marked { get; private protected set; }

    /// <summary>The last mark that the accelerator has passed, without waiting; null where the driver cannot tell.</summary>
    public abstract long? Reached { get; }

    /// <summary>Why the mark after <see cref="Reached"/> will never be passed; null while nothing is known against it.</summary>
    public abstract string? Failure { get; }

    /// <summary>Enqueues a mark behind everything that was enqueued before; returns its number.</summary>
    public abstract long Mark();

    /// <summary>Forgets the marks so far, as if all were passed: whoever reads them has reported the failure.</summary>
    public abstract void Reset();
}
