using System.Diagnostics;

namespace GpuNN.Bench.Timing;

/// <summary>A contender in this process: an action, and what waits until the device has finished it.</summary>
internal sealed class ActionContender(string name, Action run, Action? synchronize = null, Func<Func<TimeSpan>?>? startTimer = null) : IContender
{
    /// <summary>Calls shorter than this are timed in batches: a timestamp costs about 25 ns.</summary>
    private const double ShortestSample = 20e-6;

    private readonly Action _synchronize = synchronize ?? (static () => { });
    private int _batch = 1;
    public string Name { get; } = name;

    /// <summary>The shortest call of the warm-up, in seconds.</summary>
    public double Fastest { get; private set; }

    public void WarmUp(TimingPlan plan)
    {
        long start = Stopwatch.GetTimestamp();
        double fastest = double.PositiveInfinity;
        for (int calls = 0; ;)
        {
            fastest = Math.Min(fastest, Sample(1));
            calls++;
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            bool enough = calls >= plan.WarmUpCalls && elapsed >= plan.WarmUpSeconds;
            if (enough || (elapsed >= plan.WarmUpLimitSeconds && calls >= 2))
                break;
        }
        Fastest = fastest;
        _batch = fastest >= ShortestSample ? 1 : (int)Math.Ceiling(ShortestSample / Math.Max(fastest, 1e-9));
    }

    /// <summary>The first call finds what the other side left in the caches: it is not counted, unless it fills a turn.</summary>
    public IReadOnlyList<double> Turn(double seconds)
    {
        var samples = new List<double>();
        if (Fastest < seconds)
            Sample(1);
        long start = Stopwatch.GetTimestamp();
        do
            samples.Add(Sample(_batch));
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return samples;
    }

    /// <summary>What a call takes by the device's own clock, over as many calls as fill the time; null where it has none. They
    /// are queued one behind the other: the host's time hides behind the device's where that is longer.</summary>
    public double? DeviceSeconds(double seconds)
    {
        if (startTimer?.Invoke() is not { } stop)
            return null;
        int calls = (int)Math.Clamp(seconds / Fastest, 1, 1000);
        for (int call = 0; call < calls; call++)
            run();
        return stop().TotalSeconds / calls;
    }

    private double Sample(int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
            run();
        _synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
