using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Normalization;
using GpuNN.Backends.Cpu.Softmax;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu;

/// <summary>Operands that exceed the last cache take other ways: results go past it and the next row is fetched ahead. They
/// have the bits of the same rows computed a few at a time.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class PastCacheTests
{
    private const int Few = 61;

    /// <summary>Rows of odd length begin at every alignment.</summary>
    private const int Columns = 1003;

    public static TheoryData<int> Widths => [128, 256, 512];

    /// <summary>More rows than fill the last cache twice over, or 64 MB of them where it is larger.</summary>
    private static int Rows => (int)Math.Min(CacheSizes.Detected.Level3, 64L << 20) / (2 * Columns * sizeof(float)) + Few;

    [Theory]
    [MemberData(nameof(Widths))]
    public void SoftmaxHasTheBitsOfAFewRows(int bits)
    {
        using WidthScope width = new(bits);
        using GuardedArray<float> x = new(Rows * Columns, seed: 1);
        using GuardedArray<float> all = new(Rows * Columns);
        using GuardedArray<float> few = new(Few * Columns);
        foreach (bool isLogarithmic in new[] { false, true })
        {
            SoftmaxEngine.Forward(x.Pointer, Rows, Columns, isLogarithmic, all.Pointer);
            all.AssertBandsUntouched();
            for (int row = 0; row + Few <= Rows; row += Few)
            {
                SoftmaxEngine.Forward(x.Pointer + row * Columns, Few, Columns, isLogarithmic, few.Pointer);
                Assert.True(few.Values.SequenceEqual(all.Values.Slice(row * Columns, Few * Columns)), $"row {row}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LayerNormalisationHasTheBitsOfAFewRows(int bits)
    {
        using WidthScope width = new(bits);
        using GuardedArray<float> x = new(Rows * Columns, seed: 2);
        using GuardedArray<float> coefficients = new(2 * Columns, seed: 3);
        using GuardedArray<float> all = new(Rows * Columns);
        using GuardedArray<float> few = new(Few * Columns);
        using GuardedArray<float> statistics = new(2 * Rows);
        foreach (int given in new[] { 0, 1, 2 })
        {
            float* gamma = given > 0 ? coefficients.Pointer : null;
            float* beta = given > 1 ? coefficients.Pointer + Columns : null;
            LayerNormEngine.Forward(
                x.Pointer, gamma, beta, 1e-5, Rows, Columns, all.Pointer, statistics.Pointer, statistics.Pointer + Rows);
            all.AssertBandsUntouched();
            for (int row = 0; row + Few <= Rows; row += Few)
            {
                LayerNormEngine.Forward(
                    x.Pointer + row * Columns, gamma, beta, 1e-5, Few, Columns, few.Pointer, statistics.Pointer, statistics.Pointer + Rows);
                Assert.True(few.Values.SequenceEqual(all.Values.Slice(row * Columns, Few * Columns)), $"row {row}");
            }
        }
    }
}
