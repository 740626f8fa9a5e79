using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Reductions;

/// <summary>Reductions against plain loops in double precision, at lengths around registers, blocks and pieces.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class ReductionEngineTests
{
    private delegate void Reduction(float* x, long outer, long reduced, long inner, float* z);

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void SumsAndProducts(int bits)
    {
        using WidthScope width = new(bits);
        Check((x, outer, reduced, inner, z) => ReductionEngine.Reduce<float, SumReducer<float>>(x, outer, reduced, inner, z), values => values.Sum());
        Check((x, outer, reduced, inner, z) => ReductionEngine.Reduce<float, SumOfSquaresReducer<float>>(x, outer, reduced, inner, z), values => values.Sum(x => x * x));
        Check(Statistics.Mean, values => values.Average());
        Check((x, outer, reduced, inner, z) => Statistics.Variance(x, outer, reduced, inner, 0, z), Variance);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ExtremesAndExponentials(int bits)
    {
        using WidthScope width = new(bits);
        Check((x, outer, reduced, inner, z) => ReductionEngine.Reduce<float, MaximumReducer<float>>(x, outer, reduced, inner, z), values => values.Max());
        Check((x, outer, reduced, inner, z) => ReductionEngine.Reduce<float, MinimumReducer<float>>(x, outer, reduced, inner, z), values => values.Min());
        Check(Statistics.LogSumExp, values => Math.Log(values.Sum(Math.Exp)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NaNWinsAtEveryPlace(int bits)
    {
        using WidthScope width = new(bits);
        for (int length = 1; length <= 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                using GuardedArray<float> x = new(length, seed: 1);
                x.Values[place] = float.NaN;
                float result;
                ReductionEngine.Reduce<float, MaximumReducer<float>>(x.Pointer, 1, length, 1, &result);
                Assert.True(float.IsNaN(result), $"maximum, NaN at {place} of {length}");
                ReductionEngine.Reduce<float, MinimumReducer<float>>(x.Pointer, 1, length, 1, &result);
                Assert.True(float.IsNaN(result), $"minimum, NaN at {place} of {length}");
                long index;
                ExtremeIndex.Find(x.Pointer, 1, length, 1, false, &index);
                Assert.Equal(place, index);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void IndicesAreTheFirstOfEqualOnes(int bits)
    {
        using WidthScope width = new(bits);
        foreach ((int outer, int reduced, int inner) in Shapes())
        {
            using GuardedArray<float> x = new(outer * reduced * inner);
            Random random = new(reduced);
            for (int i = 0; i < x.Values.Length; i++)
            {
                x.Values[i] = random.Next(7);
            }

            long[] z = new long[outer * inner];
            foreach (bool isMinimum in new[] { false, true })
            {
                fixed (long* pz = z)
                {
                    ExtremeIndex.Find(x.Pointer, outer, reduced, inner, isMinimum, pz);
                }

                for (int i = 0; i < z.Length; i++)
                {
                    double[] line = Line(x.Values, reduced, inner, i);
                    Assert.Equal(Array.IndexOf(line, isMinimum ? line.Min() : line.Max()), z[i]);
                }
            }
        }
    }

    [Fact]
    public void ErrorsOfSumsGrowWithTheLogarithm()
    {
        const int Count = 1 << 22;
        using GuardedArray<float> x = new(Count);
        for (int i = 0; i < Count; i++)
        {
            x.Pointer[i] = 0.1f;
        }

        float sum;
        ReductionEngine.Reduce<float, SumReducer<float>>(x.Pointer, 1, Count, 1, &sum);
        Assert.True(Math.Abs(sum / (Count * (double)0.1f) - 1) <= 1e-6, $"{sum}");
        float[] columns = new float[4];
        fixed (float* z = columns)
        {
            ReductionEngine.Reduce<float, SumReducer<float>>(x.Pointer, 1, Count / 4, 4, z);
        }

        Assert.All(columns, column => Assert.True(Math.Abs(column / (Count / 4 * (double)0.1f) - 1) <= 1e-6, $"{column}"));
    }

    private static IEnumerable<(int Outer, int Reduced, int Inner)> Shapes()
    {
        foreach (int length in new[] { 1, 3, 7, 8, 9, 15, 17, 31, 33, 64, 65, 129, 200 })
        {
            yield return (3, length, 1);
            yield return (2, length, 5);
            yield return (2, length, 16);
            yield return (1, length, 67);
            yield return (2, length, 700);
        }

        yield return (1, 150_001, 1);
        yield return (2, 5000, 37);
        yield return (1, 9001, 3);
    }

    private static void Check(Reduction reduce, Func<double[], double> expected)
    {
        foreach ((int outer, int reduced, int inner) in Shapes())
        {
            using GuardedArray<float> x = new(outer * reduced * inner, seed: reduced);
            using GuardedArray<float> z = new(outer * inner);
            reduce(x.Pointer, outer, reduced, inner, z.Pointer);
            z.AssertBandsUntouched();
            for (int i = 0; i < z.Values.Length; i += Math.Max(1, z.Values.Length / 97))
            {
                double[] line = Line(x.Values, reduced, inner, i);
                double value = expected(line);
                double scale = Math.Max(line.Sum(Math.Abs), 1);
                Assert.True(
                    Math.Abs(z.Values[i] - value) <= 3e-7 * scale,
                    $"[{outer}, {reduced}, {inner}] {i}: {z.Values[i]}, expected {value}");
            }
        }
    }

    private static double[] Line(Span<float> x, int reduced, int inner, int result)
    {
        double[] line = new double[reduced];
        for (int r = 0; r < reduced; r++)
        {
            line[r] = x[(result / inner * reduced + r) * inner + result % inner];
        }

        return line;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(x => (x - mean) * (x - mean));
    }
}
