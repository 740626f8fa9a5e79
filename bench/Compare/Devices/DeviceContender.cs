using System.Diagnostics;
using GpuNN.Bench.Timing;
using GpuNN.Jit;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>Calls that an accelerator queues, timed between two markers of its queue, as PyTorch's events time PyTorch. With a
/// flush, every call is timed by itself, and its operands are no longer in the cache.</summary>
internal sealed class DeviceContender(string name, Action run, Accelerator accelerator, CacheFlush? flush = null) : IContender
{
    /// <summary>Shorter calls are timed in batches, so that the queue and not the host is timed.</summary>
    private const double ShortestSample = 1e-3;

    private int _batch = 1;

    public string Name { get; } = name;

    public void WarmUp(TimingPlan plan)
    {
        long start = Stopwatch.GetTimestamp();
        double fastest = double.PositiveInfinity;
        for (int calls = 0; ;)
        {
            fastest = Math.Min(fastest, Sample(1));
            calls++;
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if ((calls >= plan.WarmUpCalls && elapsed >= plan.WarmUpSeconds) || (elapsed >= plan.WarmUpLimitSeconds && calls >= 2))
                break;
        }
        _batch = flush is not null || fastest >= ShortestSample ? 1 : (int)Math.Min(Math.Ceiling(ShortestSample / Math.Max(fastest, 1e-7)), 10_000);
    }

    public IReadOnlyList<double> Turn(double seconds)
    {
        var samples = new List<double>();
        Sample(1);
        long start = Stopwatch.GetTimestamp();
        do
            samples.Add(Sample(_batch));
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return samples;
    }

    private double Sample(int calls)
    {
        flush?.Run();
        using ProfilingMarker begin = accelerator.AddProfilingMarker();
        for (int call = 0; call < calls; call++)
            run();
        using ProfilingMarker end = accelerator.AddProfilingMarker();
        return (end - begin).TotalSeconds / calls;
    }
}
