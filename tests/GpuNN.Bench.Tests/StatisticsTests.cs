using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Tests;

public class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 4.0, 1.0, 3.0 }, 3.0)]
    [InlineData(new[] { 4.0, 1.0, 3.0, 2.0 }, 2.5)]
    public void MedianOfOddAndEvenCounts(double[] sample, double expected) => Assert.Equal(expected, Statistics.Median(sample));

    [Fact]
    public void QuantilesInterpolateBetweenOrderStatistics()
    {
        double[] sample = [50, 10, 40, 20, 30];
        Assert.Equal(10, Statistics.Quantile(sample, 0));
        Assert.Equal(20, Statistics.Quantile(sample, 0.25));
        Assert.Equal(26, Statistics.Quantile(sample, 0.4), 12);
        Assert.Equal(50, Statistics.Quantile(sample, 1));
    }

    [Fact]
    public void AnEmptySampleHasNoMedian()
    {
        Assert.Throws<ArgumentException>(() => Statistics.Median([]));
        Assert.Throws<ArgumentException>(() => TimingSummary.Of([]));
    }

    [Fact]
    public void OneOutlierDoesNotMoveTheSummary()
    {
        TimingSummary summary = TimingSummary.Of([1.00, 1.01, 0.99, 1.02, 1.00, 1.01, 250]);
        Assert.Equal(1.01, summary.Median);
        Assert.True(summary.IsStable, $"spread {summary.Spread}");
        Assert.Equal(0.99, summary.Minimum);
    }

    [Fact]
    public void AWideSampleIsUnstable() => Assert.False(TimingSummary.Of([1, 1.2, 1.4, 1.6, 1.8]).IsStable);

    [Fact]
    public void RatiosAndTheirInversesCancel() => Assert.Equal(1, Statistics.GeometricMean([4, 0.25, 2, 0.5]), 12);

    [Theory]
    [InlineData(32L << 20, 1L << 20, 64)]
    [InlineData(32L << 20, 8L << 20, 8)]
    [InlineData(32L << 20, 256L << 20, 1)]
    [InlineData(0, 1, 1)]
    public void RotationLeavesTheCache(long cache, long workingSet, int copies) =>
        Assert.Equal(copies, Rotation.CopiesBeyond(cache, workingSet));

    [Fact]
    public void RotationHandsOutEachCopyInTurn()
    {
        var rotation = new Rotation<string>(["a", "b", "c"]);
        Assert.Equal("abcab", string.Concat(Enumerable.Range(0, 5).Select(_ => rotation.Next())));
    }
}
