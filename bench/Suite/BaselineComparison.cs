namespace GpuNN.Bench.Suite;

/// <summary>A row whose time moved between two runs.</summary>
/// <param name="Row">As it is now.</param>
/// <param name="Before">As it was.</param>
internal sealed record BaselineChange(BenchmarkRow Row, BenchmarkRow Before)
{
    /// <summary>Below 1 it became faster.</summary>
    public double TimeRatio => Row.MedianMs / Before.MedianMs;
}

/// <summary>Holds a run against an earlier one.</summary>
internal static class BaselineComparison
{
    /// <summary>Changes smaller than this are never called changes, however quiet the machine.</summary>
    public const double SmallestChange = 0.05;

    /// <summary>The rows of both runs whose medians differ by more than the spreads explain, the largest change first.</summary>
    public static IReadOnlyList<BaselineChange> Changes(BenchmarkRun run, BenchmarkRun baseline) =>
        [.. Pairs(run, baseline).Where(IsBeyondNoise).OrderByDescending(change => Math.Abs(Math.Log(change.TimeRatio)))];

    /// <summary>The rows that both runs timed.</summary>
    private static IEnumerable<BaselineChange> Pairs(BenchmarkRun run, BenchmarkRun baseline)
    {
        Dictionary<string, BenchmarkRow> before = baseline.Rows.Where(row => row.IsTimed)
            .DistinctBy(row => row.Key).ToDictionary(row => row.Key, StringComparer.Ordinal);
        return run.Rows
            .Where(row => row.IsTimed && before.ContainsKey(row.Key))
            .Select(row => new BaselineChange(row, before[row.Key]));
    }

    /// <summary>How many rows of both runs agree: the intervals of median ± half the spread, as printed, overlap.</summary>
    public static (int Agreeing, int Compared) Agreement(BenchmarkRun run, BenchmarkRun baseline)
    {
        BaselineChange[] pairs = [.. Pairs(run, baseline)];
        return (pairs.Count(AgreesWithinSpread), pairs.Length);
    }

    /// <summary>The time now over the time before, of each row of both runs.</summary>
    public static IEnumerable<double> Ratios(BenchmarkRun run, BenchmarkRun baseline) => Pairs(run, baseline).Select(pair => pair.TimeRatio);

    internal static bool AgreesWithinSpread(BaselineChange pair) =>
        Math.Abs(pair.Row.MedianMs - pair.Before.MedianMs)
            <= ((pair.Row.MedianMs * pair.Row.Spread) + (pair.Before.MedianMs * pair.Before.Spread)) / 2;

    internal static bool IsBeyondNoise(BaselineChange change) =>
        Math.Abs(Math.Log(change.TimeRatio)) > Math.Max(SmallestChange, change.Row.Spread + change.Before.Spread);
}
