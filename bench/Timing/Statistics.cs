namespace GpuNN.Bench.Timing;

/// <summary>Order statistics of a sample: what a run of timings is reduced to.</summary>
/// <remarks>Medians and quartiles, because one descheduled call must not move the result.</remarks>
internal static class Statistics
{
    /// <summary>The <paramref name="fraction"/>-quantile by linear interpolation between order statistics.</summary>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    public static double Quantile(ReadOnlySpan<double> sample, double fraction)
    {
        if (sample.IsEmpty)
            throw new ArgumentException("A quantile needs at least one value.", nameof(sample));
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        return QuantileOfSorted(sorted, fraction);
    }

    public static double Median(ReadOnlySpan<double> sample) => Quantile(sample, 0.5);

    internal static double QuantileOfSorted(double[] sorted, double fraction)
    {
        double position = Math.Clamp(fraction, 0, 1) * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>exp(mean(log x)): the mean of ratios, for which 2 and 1/2 cancel.</summary>
    public static double GeometricMean(IEnumerable<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            sum += Math.Log(value);
            count++;
        }
        return count == 0 ? double.NaN : Math.Exp(sum / count);
    }
}
