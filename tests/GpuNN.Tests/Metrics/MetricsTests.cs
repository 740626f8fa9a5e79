using GpuNN.Metrics;

namespace GpuNN.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Confusion_matrix_by_hand()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 2, 2]);
        Assert.Equal(4.0 / 6, matrix.Accuracy, 12);
        Assert.Equal(1, matrix.Precision(0), 12);
        Assert.Equal(2.0 / 3, matrix.Recall(0), 12);
        Assert.Equal(0.8, matrix.F1(0), 12);
        Assert.Equal(((2.0 / 3) + (1.0 / 3) + (1.0 / 2)) / 3, matrix.MeanIntersectionOverUnion, 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, -1));
    }

    [Fact]
    public void Area_under_the_curve_is_the_share_of_ordered_pairs()
    {
        var random = new Random(4);
        var curve = new RocCurve();
        var samples = new List<(int Score, bool IsPositive)>();
        for (int i = 0; i < 60; i++)
        {
            var sample = (random.Next(20), random.Next(3) == 0);
            samples.Add(sample);
            curve.Add(sample.Item1, sample.Item2);
        }

        double pairs = 0, ordered = 0;
        foreach (var positive in samples.Where(s => s.IsPositive))
        {
            foreach (var negative in samples.Where(s => !s.IsPositive))
            {
                pairs++;
                ordered += positive.Score > negative.Score ? 1 : positive.Score == negative.Score ? 0.5 : 0;
            }
        }

        Assert.Equal(ordered / pairs, curve.Area(), 12);
    }

    [Fact]
    public void Perplexity_of_a_fair_die_is_six()
    {
        var perplexity = new Perplexity();
        perplexity.Add(Math.Log(6), 10);
        perplexity.Add(Math.Log(6), 3);
        Assert.Equal(6, perplexity.Value, 12);
    }

    [Fact]
    public void Top_k_counts_ties_for_the_sample()
    {
        var top = new TopK(2);
        top.Add(Tensor.From([3f, 2f, 1f, 1f, 2f, 3f], [2, 3]), [1, 0]);
        Assert.Equal(0.5, top.Value);
    }
}
