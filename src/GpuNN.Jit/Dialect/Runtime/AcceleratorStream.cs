using GpuNN.Jit.Drivers;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit;

/// <summary>An ordered queue of an accelerator: what is enqueued runs in order; different streams may overlap.</summary>
public abstract class AcceleratorStream : AcceleratorObject
{
    private protected AcceleratorStream(Accelerator accelerator)
        : base(accelerator)
    {
    }

    /// <summary>Waits until everything enqueued so far has run.</summary>
    /// <exception cref="AcceleratorException">An operation enqueued earlier failed.</exception>
    public abstract void Synchronize();

    /// <summary>A task that completes when everything enqueued so far has run.</summary>
    public Task SynchronizeAsync() => Task.Run(Synchronize);

    /// <summary>Enqueues a marker whose time can be compared with another's.</summary>
    public ProfilingMarker AddProfilingMarker() => AddProfilingMarkerInternal();

    /// <summary>What the operations of this stream are recorded into instead of running, while they are.</summary>
    internal RecordedGraph? Recording { get; set; }

    /// <summary>Marks in this stream that tell how far the accelerator came.</summary>
    internal abstract StreamProgress TrackProgressInternal();

    private protected abstract ProfilingMarker AddProfilingMarkerInternal();
}
