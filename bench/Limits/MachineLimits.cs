namespace GpuNN.Bench.Limits;

/// <summary>What the machine can do at most on a number of threads: a roofline with one slope per cache level.</summary>
/// <param name="Threads">The number of threads measured.</param>
/// <param name="FlopsPerSecond">The float32 multiply-add peak.</param>
/// <param name="Levels">Bandwidths, from the smallest level to memory.</param>
internal sealed record MachineLimits(int Threads, double FlopsPerSecond, IReadOnlyList<MemoryLevel> Levels)
{
    public MemoryLevel Memory => Levels[^1];

    /// <summary>Measures the peak and each level's bandwidth; about a second.</summary>
    public static MachineLimits Measure(int threads, CacheSizes caches)
    {
        double peak = FmaPeak.Measure(threads);
        var levels = new List<MemoryLevel>();
        if (caches.Level2 > 0)
            levels.Add(MeasureLevel("L2", caches.Level2 * threads, caches.Level2 * threads / 2, threads));
        if (caches.Level3 > 0)
            levels.Add(MeasureLevel("L3", caches.Level3, caches.Level3 / 2, threads));
        levels.Add(MeasureLevel("memory", long.MaxValue, Math.Max(8 * caches.Last, 128L << 20), threads));
        return new MachineLimits(threads, peak, levels);
    }

    /// <summary>The level that holds a working set.</summary>
    public MemoryLevel LevelFor(double workingSetBytes)
    {
        foreach (MemoryLevel level in Levels)
        {
            if (workingSetBytes <= level.Capacity)
                return level;
        }
        return Levels[^1];
    }

    /// <summary>The least time for the work: all arithmetic at the peak, or all bytes at their level's bandwidth.</summary>
    public double LeastSeconds(Work work) => Math.Max(
        work.Flops / FlopsPerSecond,
        work.Bytes / BandwidthFor(work));

    /// <summary>The bandwidth that bounds the work: of reads where next to nothing is written, else of a copy.</summary>
    public double BandwidthFor(Work work)
    {
        MemoryBandwidth bandwidth = LevelFor(work.WorkingSet).Bandwidth;
        return work.BytesWritten * 8 < work.BytesRead ? bandwidth.Fastest : bandwidth.FastestStream;
    }

    private static MemoryLevel MeasureLevel(string name, long capacity, long workingSet, int threads) =>
        new(name, capacity, MemoryBandwidth.Measure(workingSet, threads));
}

/// <summary>A cache level or main memory, with what it holds and how fast it streams.</summary>
internal sealed record MemoryLevel(string Name, long Capacity, MemoryBandwidth Bandwidth);
