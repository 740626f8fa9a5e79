using GpuNN.Backends.Cpu.Softmax;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Softmax;

public sealed unsafe class SoftmaxEngineTests
{
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
                for (int c = 0; c < columns; c++)
                {
                    double expected = Math.Exp(line[c] - line.Max()) / sum;

                    // The difference x − max, up to 40 here, is rounded by up to 2e-6; the exponential passes that on.
                    Assert.True(Math.Abs(y.Values[row * columns + c] - expected) <= 3e-6 * expected + 1e-38, $"{columns}: {c}");
                    double log = line[c] - line.Max() - Math.Log(sum);
                    Assert.True(Math.Abs(logarithm.Values[row * columns + c] - log) <= 5e-6, $"{columns}: {c}");
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
            for (int i = 0; i < columns; i++)
            {
                Assert.True(Math.Abs(dx.Values[i] - y.Values[i] * (d.Values[i] - dot)) <= 1e-6, $"{columns}: {i}");
            }

            SoftmaxEngine.Forward(x.Pointer, 1, columns, true, y.Pointer);
            SoftmaxEngine.Backward(d.Pointer, y.Pointer, 1, columns, true, dx.Pointer);
            double sum = Enumerable.Range(0, columns).Sum(i => (double)d.Values[i]);
            for (int i = 0; i < columns; i++)
            {
                Assert.True(Math.Abs(dx.Values[i] - (d.Values[i] - Math.Exp(y.Values[i]) * sum)) <= 3e-6, $"{columns}: {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void CrossEntropyAndItsGradient(int bits)
    {
        using WidthScope width = new(bits);
        foreach (int classes in new[] { 1, 2, 10, 16, 33, 1000 })
        {
            using GuardedArray<float> x = new(classes, seed: classes);
            using GuardedArray<float> results = new(2);
            using GuardedArray<float> dx = new(classes);
            long target = classes / 2;
            float g = 0.75f;
            SoftmaxEngine.CrossEntropy(x.Pointer, &target, 1, classes, results.Pointer, results.Pointer + 1);
            SoftmaxEngine.CrossEntropyGradient(x.Pointer, &target, results.Pointer + 1, &g, 1, classes, dx.Pointer);
            dx.AssertBandsUntouched();
            double logarithm = Math.Log(Enumerable.Range(0, classes).Sum(i => Math.Exp(x.Values[i])));
            Assert.True(Math.Abs(results.Values[0] - (logarithm - x.Values[(int)target])) <= 3e-6);
            for (int i = 0; i < classes; i++)
            {
                double expected = g * (Math.Exp(x.Values[i] - logarithm) - (i == target ? 1 : 0));
                Assert.True(Math.Abs(dx.Values[i] - expected) <= 1e-6, $"{classes}: {i}");
            }
        }
    }
}
