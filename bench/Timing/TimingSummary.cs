namespace GpuNN.Bench.Timing;

/// <summary>A set of timings in seconds, reduced to its median and quartiles.</summary>
internal readonly record struct TimingSummary(
    int Count, double Minimum, double LowerQuartile, double Median, double UpperQuartile)
{
    /// <summary>Above this spread a result is called unstable.</summary>
    public const double StableSpread = 0.10;

    /// <summary>The distance between the quartiles over the median.</summary>
    public double Spread => (UpperQuartile - LowerQuartile) / Median;

    public bool IsStable => Spread <= StableSpread;

    public double Milliseconds => Median * 1e3;

    /// <exception cref="ArgumentException">There are no timings.</exception>
    public static TimingSummary Of(IReadOnlyCollection<double> seconds)
    {
        if (seconds.Count == 0)
            throw new ArgumentException("A summary needs at least one timing.", nameof(seconds));
        double[] sorted = [.. seconds];
        Array.Sort(sorted);
        return new TimingSummary(
            sorted.Length,
            sorted[0],
            Statistics.QuantileOfSorted(sorted, 0.25),
            Statistics.QuantileOfSorted(sorted, 0.5),
            Statistics.QuantileOfSorted(sorted, 0.75));
    }
}
