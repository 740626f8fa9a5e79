namespace GpuNN.Metrics;

/// <summary>Collects scores of a two-class classifier over any number of batches; the area under the curve is the probability
/// that a positive sample scores above a negative one, ties counting half.</summary>
public sealed class RocCurve
{
    private readonly List<(double Score, bool IsPositive)> _samples = [];

    /// <summary>Adds a sample.</summary>
    /// <exception cref="ArgumentException">The score is no number.</exception>
    public void Add(double score, bool isPositive)
    {
        if (double.IsNaN(score)) throw new ArgumentException("The score is NaN.", nameof(score));
        _samples.Add((score, isPositive));
    }

    /// <summary>The area, by the rank-sum of Mann and Whitney; NaN where a class is missing.</summary>
    public double Area()
    {
        (double Score, bool IsPositive)[] sorted = [.. _samples.OrderBy(sample => sample.Score)];
        double positives = sorted.Count(sample => sample.IsPositive), negatives = sorted.Length - positives, rankSum = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start;
            while (end < sorted.Length && sorted[end].Score == sorted[start].Score) end++;
            double rank = (start + end + 1) / 2.0;
            for (int index = start; index < end; index++) rankSum += sorted[index].IsPositive ? rank : 0;
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }
}
