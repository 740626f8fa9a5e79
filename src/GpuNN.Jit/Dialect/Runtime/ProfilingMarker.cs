namespace GpuNN.Jit;

/// <summary>A point in a stream; the difference of two is the time the accelerator spent in between.</summary>
public abstract class ProfilingMarker : AcceleratorObject
{
    private protected ProfilingMarker(Accelerator accelerator)
        : base(accelerator)
    {
    }

    /// <summary>Waits until the accelerator has passed this point.</summary>
    public abstract void Synchronize();

    /// <summary>The time from <paramref name="marker"/> to this marker; waits for both.</summary>
    /// <exception cref="ArgumentException"><paramref name="marker"/> belongs to an accelerator of another kind.</exception>
    public abstract TimeSpan MeasureFrom(ProfilingMarker marker);

    /// <summary>The time from <paramref name="start"/> to <paramref name="end"/>; waits for both.</summary>
    public static TimeSpan operator -(ProfilingMarker end, ProfilingMarker start) => end.MeasureFrom(start);
}

/// <summary>Markers on an accelerator's default stream.</summary>
public static class ProfilingMarkers
{
    /// <summary>Enqueues a marker on the default stream.</summary>
    public static ProfilingMarker AddProfilingMarker(this Accelerator accelerator) =>
        accelerator.DefaultStream.AddProfilingMarker();
}
