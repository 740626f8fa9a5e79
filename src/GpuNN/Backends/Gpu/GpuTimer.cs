namespace GpuNN.Backends.Gpu;

/// <summary>Times a stretch of the queue by marks in it, which carry the device's clock.</summary>
internal static class GpuTimer
{
    /// <summary>Puts the first mark; the result puts the second, waits for it, and gives the time between them.</summary>
    public static Func<TimeSpan> Start(AcceleratorStream stream)
    {
        ProfilingMarker start = stream.AddProfilingMarker();
        return () =>
        {
            using ProfilingMarker first = start, last = stream.AddProfilingMarker();
            return last.MeasureFrom(first);
        };
    }
}
