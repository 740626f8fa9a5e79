using GpuNN.Backends.Cpu.Softmax;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Softmax;

[Collection(ExclusiveCollection.Name)]
public sealed unsafe class SoftmaxEngineTests
{
    /// <summary>The largest relative error of one rounding.</summary>
    private const double HalfEpsilon = 1.0 / (1 << 24);

    /// <summary>What the exponential, the division and the last products may add, in roundings: the exponential's 2, one of
    /// each other operation, doubled. The rounding of x − max grows with the distance, and so the exponential's relative error;
    /// the sum's is the mean of its terms', and √K of its own.</summary>
    private const double Roundings = 8;

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsFollowTheFormula(int bits)
    {
        using WidthScope width = new(bits);
        foreach (int columns in new[] { 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 1000 })
        {
            using GuardedArray<float> x = new(3 * columns, seed: columns);
            using GuardedArray<float> y = new(3 * columns);
            using GuardedArray<float> logarithm = new(3 * columns);
            for (int i = 0; i < 3 * columns; i++)
            {
                x.Values[i] *= 20;
            }

            SoftmaxEngine.Forward(x.Pointer, 3, columns, false, y.Pointer);
            SoftmaxEngine.Forward(x.Pointer, 3, columns, true, logarithm.Pointer);
            y.AssertBandsUntouched();
            logarithm.AssertBandsUntouched();
            for (int row = 0; row < 3; row++)
            {
                double[] line = x.Values.Slice(row * columns, columns).ToArray().Select(v => (double)v).ToArray();
                double sum = line.Sum(v => Math.Exp(v - line.Max()));
                double spread = line.Sum(v => Math.Exp(v - line.Max()) * (line.Max() - v)) / sum;
                for (int c = 0; c < columns; c++)
                {
                    double distance = line.Max() - line[c], expected = Math.Exp(-distance) / sum;
                    double relative = HalfEpsilon * (distance + spread + Math.Sqrt(columns) + Roundings);
                    Assert.True(Math.Abs(y.Values[row * columns + c] - expected) <= (relative * expected) + 1e-38, $"{columns}: {c}");
                    double log = -distance - Math.Log(sum);
                    double absolute = HalfEpsilon * (distance + Math.Abs(log) + spread + Math.Sqrt(columns) + Roundings);
                    Assert.True(Math.Abs(logarithm.Values[row * columns + c] - log) <= absolute, $"{columns}: {c}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void GradientsFollowTheFormula(int bits)
    {
        using WidthScope width = new(bits);
        foreach (int columns in new[] { 1, 5, 8, 16, 17, 40, 129 })
        {
            using GuardedArray<float> x = new(columns, seed: columns);
            using GuardedArray<float> d = new(columns, seed: columns + 1);
            using GuardedArray<float> y = new(columns);
            using GuardedArray<float> dx = new(columns);
            SoftmaxEngine.Forward(x.Pointer, 1, columns, false, y.Pointer);
            SoftmaxEngine.Backward(d.Pointer, y.Pointer, 1, columns, false, dx.Pointer);
            dx.AssertBandsUntouched();
            double dot = Enumerable.Range(0, columns).Sum(i => (double)d.Values[i] * y.Values[i]);
            double terms = Enumerable.Range(0, columns).Sum(i => Math.Abs((double)d.Values[i] * y.Values[i]));
            double factor = HalfEpsilon * (Math.Sqrt(columns) + Roundings);
            for (int i = 0; i < columns; i++)
            {
                double budget = factor * y.Values[i] * (Math.Abs(d.Values[i]) + terms);
                Assert.True(Math.Abs(dx.Values[i] - y.Values[i] * (d.Values[i] - dot)) <= budget, $"{columns}: {i}");
            }

            SoftmaxEngine.Forward(x.Pointer, 1, columns, true, y.Pointer);
            SoftmaxEngine.Backward(d.Pointer, y.Pointer, 1, columns, true, dx.Pointer);
            double sum = Enumerable.Range(0, columns).Sum(i => (double)d.Values[i]);
            double magnitudes = Enumerable.Range(0, columns).Sum(i => Math.Abs((double)d.Values[i]));
            for (int i = 0; i < columns; i++)
            {
                double budget = factor * (Math.Abs(d.Values[i]) + (Math.Exp(y.Values[i]) * magnitudes));
                Assert.True(Math.Abs(dx.Values[i] - (d.Values[i] - Math.Exp(y.Values[i]) * sum)) <= budget, $"{columns}: {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void CrossEntropyAndItsGradient(int bits)
    {
        using WidthScope width = new(bits);
        foreach (int classes in new[] { 1, 2, 4, 5, 7, 8, 9, 10, 16, 17, 33, 1000 })
        {
            using GuardedArray<float> x = new(classes, seed: classes);
            using GuardedArray<float> results = new(2);
            using GuardedArray<float> dx = new(classes);
            long target = classes / 2;
            float g = 0.75f;
            CrossEntropyTerms plain = new(null, classes, 0, null);
            SoftmaxEngine.CrossEntropy(x.Pointer, &target, 1, classes, plain, results.Pointer, results.Pointer + 1);
            SoftmaxEngine.CrossEntropyGradient(x.Pointer, &target, results.Pointer + 1, &g, 1, classes, plain, dx.Pointer);
            dx.AssertBandsUntouched();
            double logarithm = Math.Log(Enumerable.Range(0, classes).Sum(i => Math.Exp(x.Values[i])));
            double spread = Math.Sqrt(classes) + Roundings + logarithm + x.Values.ToArray().Max(Math.Abs);
            Assert.True(Math.Abs(results.Values[0] - (logarithm - x.Values[(int)target])) <= HalfEpsilon * spread);
            for (int i = 0; i < classes; i++)
            {
                double expected = g * (Math.Exp(x.Values[i] - logarithm) - (i == target ? 1 : 0));
                Assert.True(Math.Abs(dx.Values[i] - expected) <= HalfEpsilon * g * (1 + (spread * Math.Exp(x.Values[i] - logarithm))), $"{classes}: {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsWithoutFiniteNumbersLoseNothing(int bits)
    {
        using WidthScope width = new(bits);
        long* targets = stackalloc long[] { 0, 0 };
        foreach (int classes in new[] { 2, 8, 9, 40 })
        {
            using GuardedArray<float> x = new(2 * classes);
            using GuardedArray<float> results = new(4);
            x.Values[..classes].Fill(float.NegativeInfinity);
            x.Values[classes..].Fill(1);
            x.Values[(2 * classes) - 1] = float.NaN;
            SoftmaxEngine.CrossEntropy(
                x.Pointer, targets, 2, classes, new(null, classes, 0, null), results.Pointer, results.Pointer + 2);
            Assert.Equal(float.NegativeInfinity, results.Values[2]);
            Assert.Equal(float.NaN, results.Values[3]);
        }
    }

    /// <summary>The roundings are those of the plain loss, on magnitudes that weights and smoothing scale.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void WeightedCrossEntropyAndItsGradient(int bits)
    {
        using WidthScope width = new(bits);
        const double Smoothing = 0.25;
        long* targets = stackalloc long[2];
        float* g = stackalloc float[] { 0.75f, 0.5f };
        foreach (int classes in new[] { 1, 2, 7, 8, 10, 16, 33, 1000 })
        {
            foreach (bool hasWeights in new[] { false, true })
            {
                using GuardedArray<float> x = new(2 * classes, seed: classes);
                using GuardedArray<float> weights = new(classes, seed: classes + 1);
                using GuardedArray<float> results = new(4);
                using GuardedArray<float> dx = new(2 * classes);
                for (int i = 0; i < classes; i++)
                {
                    weights.Values[i] = Math.Abs(weights.Values[i]);
                }

                (targets[0], targets[1]) = (classes / 2, -100);
                CrossEntropyTerms terms = new(hasWeights ? weights.Pointer : null, classes, Smoothing, -100);
                SoftmaxEngine.CrossEntropy(x.Pointer, targets, 2, classes, terms, results.Pointer, results.Pointer + 2);
                SoftmaxEngine.CrossEntropyGradient(x.Pointer, targets, results.Pointer + 2, g, 2, classes, terms, dx.Pointer);
                dx.AssertBandsUntouched();
                Assert.Equal(0, results.Values[1]);
                Assert.All(dx.Values[classes..].ToArray(), value => Assert.Equal(0, value));

                double[] w = [.. Enumerable.Range(0, classes).Select(i => hasWeights ? (double)weights.Pointer[i] : 1)];
                double logarithm = Math.Log(Enumerable.Range(0, classes).Sum(i => Math.Exp(x.Pointer[i])));
                double share = Smoothing / classes;
                double chosen = (1 - Smoothing) * w[classes / 2];
                double distances = Enumerable.Range(0, classes).Sum(i => w[i] * (logarithm - x.Pointer[i]));
                double spread = Math.Sqrt(classes) + Roundings + logarithm + x.Values[..classes].ToArray().Max(Math.Abs);
                double loss = (chosen * (logarithm - x.Pointer[classes / 2])) + (share * distances);
                double scale = chosen + (share * w.Sum());
                Assert.True(Math.Abs(results.Values[0] - loss) <= HalfEpsilon * spread * scale * (2 + logarithm), $"{classes}");
                for (int i = 0; i < classes; i++)
                {
                    double probability = Math.Exp(x.Pointer[i] - logarithm);
                    double hot = i == classes / 2 ? chosen : 0;
                    double expected = g[0] * ((probability * scale) - hot - (share * w[i]));
                    double budget = HalfEpsilon * g[0] * ((spread * probability * scale) + (4 * (hot + (share * w[i]))));
                    Assert.True(Math.Abs(dx.Values[i] - expected) <= budget, $"{classes}: {i}");
                }
            }
        }
    }
}
