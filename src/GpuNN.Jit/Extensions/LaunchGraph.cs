namespace GpuNN.Jit.Extensions;

/// <summary>
/// Work that was captured from a stream and can be enqueued again as a whole, with the same arguments and the same memory:
/// natively on CUDA, one operation after the other elsewhere. Buffers must outlive the graph.
/// </summary>
public abstract class LaunchGraph : AcceleratorObject
{
    private protected LaunchGraph(Accelerator accelerator)
        : base(accelerator)
    {
    }

    /// <summary>Enqueues all captured work.</summary>
    /// <exception cref="ObjectDisposedException">The graph was disposed.</exception>
    /// <exception cref="ArgumentException">The stream belongs to another accelerator.</exception>
    public void Launch(AcceleratorStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (stream.Accelerator != Accelerator)
            throw new ArgumentException($"A stream of {stream.Accelerator.Name} cannot run a graph of {Accelerator.Name}.", nameof(stream));
        LaunchCore(stream);
    }

    private protected abstract void LaunchCore(AcceleratorStream stream);
}
