using System.Diagnostics;

namespace GpuNN.Backends.Gpu;

/// <summary>Times what is queued on a device: by events in its queue, or, where kernels run as they are queued, by the host's
/// clock.</summary>
internal static class TrialClock
{
    /// <summary>The time from the first command that the action queues to the end of the last.</summary>
    public static TimeSpan Time(GpuBackend backend, Action queue)
    {
        if (backend.StartTimer() is { } stop)
        {
            queue();
            return stop();
        }

        backend.Kernels.Stream.Synchronize();
        long start = Stopwatch.GetTimestamp();
        queue();
        backend.Kernels.Stream.Synchronize();
        return Stopwatch.GetElapsedTime(start);
    }
}
