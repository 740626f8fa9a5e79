using GpuNN.Backends.Cpu.Sparse;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Sparse;

[Collection(ExclusiveCollection.Name)]
public sealed unsafe class SparseEngineTests
{
    private const double Epsilon = 1.0 / (1 << 23);

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void ProductsAndMaximaAtEveryFeatureCount(int bits)
    {
        using WidthScope width = new(bits);
        (int[] offsets, int[] columns) = Matrix(rows: 60, nodes: 50, seed: bits);
        foreach (int features in new[] { 1, 3, 7, 8, 9, 16, 17, 32, 33, 64, 65, 100, 128, 129, 200 })
        {
            using GuardedArray<float> x = new(50 * features, seed: features);
            using GuardedArray<float> values = new(columns.Length, seed: 9);
            using GuardedArray<float> y = new(60 * features);
            int[] origins = new int[60 * features];
            fixed (int* po = offsets, pc = columns, pg = origins)
            {
                SparseEngine.Product(po, pc, values.Pointer, x.Pointer, 50, 60, features, y.Pointer);
                y.AssertBandsUntouched();
                for (int i = 0; i < 60 * features; i++)
                {
                    double[] terms = Enumerable.Range(offsets[i / features], offsets[i / features + 1] - offsets[i / features])
                        .Select(e => (double)values.Pointer[e] * x.Pointer[columns[e] * features + i % features]).ToArray();
                    double budget = Math.Sqrt(terms.Length) * Epsilon * terms.Sum(Math.Abs);
                    Assert.True(Math.Abs(y.Values[i] - terms.Sum()) <= budget, $"{features} features: {i}");
                }

                SparseEngine.Maximum(po, pc, x.Pointer, 60, features, y.Pointer, pg);
                y.AssertBandsUntouched();
            }

            for (int i = 0; i < 60 * features; i++)
            {
                int best = -1;
                for (int e = offsets[i / features]; e < offsets[i / features + 1]; e++)
                {
                    best = best < 0 || x.Pointer[columns[e] * features + i % features]
                        > x.Pointer[columns[best] * features + i % features] ? e : best;
                }

                Assert.Equal(best, origins[i]);
                Assert.Equal(best < 0 ? 0 : x.Pointer[columns[best] * features + i % features], y.Values[i]);
            }
        }
    }

    [Fact]
    public void ARowOfAllEntriesAndEmptyRowsAreSharedOut()
    {
        const int Rows = 3000;
        const int Features = 40;
        int[] offsets = new int[Rows + 1];
        for (int i = 1; i <= Rows; i++)
        {
            offsets[i] = i <= 1500 ? 0 : 20_000;
        }

        int[] columns = Enumerable.Range(0, 20_000).Select(e => e % 7).ToArray();
        using GuardedArray<float> x = new(7 * Features);
        using GuardedArray<float> y = new(Rows * Features);
        x.Values.Fill(1);
        fixed (int* po = offsets, pc = columns)
        {
            SparseEngine.Product(po, pc, null, x.Pointer, 7, Rows, Features, y.Pointer);
        }

        for (int i = 0; i < Rows * Features; i++)
        {
            Assert.Equal(i / Features == 1500 ? 20_000 : 0, y.Pointer[i]);
        }
    }

    private static (int[] Offsets, int[] Columns) Matrix(int rows, int nodes, int seed)
    {
        Random random = new(seed);
        int[] offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++)
        {
            offsets[i + 1] = offsets[i] + (i % 5 == 0 ? 0 : random.Next(1, 30));
        }

        return (offsets, [.. Enumerable.Range(0, offsets[rows]).Select(_ => random.Next(nodes))]);
    }
}
