using System.Diagnostics;

namespace GpuNN.Backends.Gpu;

/// <summary>Runs candidates on a device, timed by events in its queue, or, where kernels run as they are queued, by the host's
/// clock.</summary>
internal sealed class TrialRunner(GpuBackend backend) : ITrialRunner
{
    public void Run(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs)
    {
        backend.Queue(candidate, primitive, inputs, outputs);
        backend.Kernels.Stream.Synchronize();
    }

    public TimeSpan Time(Candidate candidate, Primitive primitive, BufferView[] inputs, BufferView[] outputs)
    {
        if (backend.StartTimer() is { } stop)
        {
            backend.Queue(candidate, primitive, inputs, outputs);
            return stop();
        }

        backend.Kernels.Stream.Synchronize();
        long start = Stopwatch.GetTimestamp();
        Run(candidate, primitive, inputs, outputs);
        return Stopwatch.GetElapsedTime(start);
    }
}
