using System.Diagnostics;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers.Clr;

/// <summary>A stream whose operations run as they are enqueued.</summary>
internal sealed class CPUStream(CPUAccelerator accelerator) : AcceleratorStream(accelerator)
{
    public override void Synchronize() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    internal override StreamProgress TrackProgressInternal() => new CPUStreamProgress(this);

    private protected override ProfilingMarker AddProfilingMarkerInternal() =>
        new CPUProfilingMarker(Accelerator, Stopwatch.GetTimestamp());

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
    }
}

/// <summary>The time at which the marker was added: all before it had run.</summary>
internal sealed class CPUProfilingMarker(Accelerator accelerator, long timestamp) : ProfilingMarker(accelerator)
{
    private readonly long _timestamp = timestamp;

    public override void Synchronize()
    {
    }

    public override TimeSpan MeasureFrom(ProfilingMarker marker) => marker is CPUProfilingMarker start
        ? Stopwatch.GetElapsedTime(start._timestamp, _timestamp)
        : throw new ArgumentException("The marker belongs to another accelerator.", nameof(marker));

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
    }
}
