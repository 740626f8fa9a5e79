using GpuNN.Backends.Cpu.Normalization;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Normalization;

[Collection(ExclusiveCollection.Name)]
public sealed unsafe class NormalizationTests
{
    private const double HalfEpsilon = 1.0 / (1 << 24);

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void BatchNormalisationHasTheStatisticsOfItsChannels(int bits)
    {
        using WidthScope width = new(bits);
        const int Batch = 3;
        const int Channels = 5;
        foreach (int length in new[] { 1, 2, 7, 8, 9, 31, 64, 65, 300 })
        {
            using GuardedArray<float> x = new(Batch * Channels * length, seed: length);
            using GuardedArray<float> y = new(Batch * Channels * length);
            using GuardedArray<float> mean = new(Channels);
            using GuardedArray<float> scale = new(Channels);
            for (int i = 0; i < x.Values.Length; i++)
            {
                x.Values[i] += 100;
            }

            BatchNormEngine.Train(
                x.Pointer, null, null, 1e-5, Batch, Channels, length, y.Pointer, mean.Pointer, scale.Pointer, null);
            y.AssertBandsUntouched();
            mean.AssertBandsUntouched();
            for (int c = 0; c < Channels; c++)
            {
                double[] values = Enumerable.Range(0, Batch * length)
                    .Select(i => (double)x.Pointer[(i / length * Channels + c) * length + i % length]).ToArray();
                double average = values.Average();
                double variance = values.Average(v => (v - average) * (v - average));
                double deviation = Math.Sqrt(variance + 1e-5);
                double meanBudget = HalfEpsilon * (1 + Math.Sqrt(length) / 16) * Math.Abs(average);
                double scaleBudget = (HalfEpsilon * (8 + Math.Sqrt(length))) + (meanBudget / deviation);
                Assert.True(Math.Abs(mean.Values[c] - average) <= meanBudget, $"{length}: mean {c}");
                Assert.True(Math.Abs(scale.Values[c] * deviation - 1) <= scaleBudget, $"{length}: scale {c}");
                for (int i = 0; i < values.Length; i++)
                {
                    double expected = (values[i] - average) / deviation;
                    double budget = (meanBudget / deviation) + (scaleBudget * Math.Abs(expected));
                    float actual = y.Pointer[(i / length * Channels + c) * length + i % length];
                    Assert.True(Math.Abs(actual - expected) <= budget, $"{length}: {actual}, expected {expected}");
                }
            }
        }
    }

    [Fact]
    public void MomentsOfPartsAreThoseOfTheWhole()
    {
        double[] values = Enumerable.Range(0, 100).Select(i => 1e6 + Math.Sin(i)).ToArray();
        Moments whole = Of(values);
        Moments parts = default(Moments).With(Of(values[..13])).With(Of(values[13..40])).With(Of(values[40..]));
        Assert.Equal(100, parts.Count);
        Assert.True(Math.Abs(whole.Mean - parts.Mean) <= 1e-9);
        Assert.True(Math.Abs(whole.Variance - parts.Variance) <= 1e-9);
    }

    private static Moments Of(double[] values)
    {
        double mean = values.Average();
        return new Moments(values.Length, mean, values.Sum(v => (v - mean) * (v - mean)));
    }
}
