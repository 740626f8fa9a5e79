using System.Numerics;

namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>The CLR target against what C# itself gives, bit for bit.</summary>
public sealed class SemanticsTests : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.CPU());
    private readonly Accelerator _accelerator;
    private readonly Random _random = new(11);

    public SemanticsTests() => _accelerator = _context.CreateCPUAccelerator(0);

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Integers() => CheckIntegers<SemanticsKernels.IntegersBody>();

    [Fact]
    public void NarrowIntegers() => CheckIntegers<SemanticsKernels.NarrowBody>();

    [Fact]
    public void LongIntegers() => CheckIntegers<SemanticsKernels.LongsBody>();

    [Fact]
    public void ControlFlow() => CheckIntegers<SemanticsKernels.ControlBody>();

    [Fact]
    public void ReturnsFromWithin() => CheckIntegers<SemanticsKernels.EarlyReturnsBody>();

    [Fact]
    public void UnrolledLoops() => CheckIntegers<SemanticsKernels.ArraysBody>();

    [Fact]
    public void Floats() => CheckFloats<SemanticsKernels.FloatsBody>();

    [Fact]
    public void FloatComparisons() => CheckFloats<SemanticsKernels.ComparisonsBody>();

    [Fact]
    public void Conversions() => CheckFloats<SemanticsKernels.ConversionsBody>();

    [Fact]
    public void MinimumAndMaximum() => CheckFloats<SemanticsKernels.ExtremesBody>();

    [Fact]
    public void HalfPrecision() => CheckFloats<SemanticsKernels.HalfBody>();

    [Fact]
    public void StructsAndReferences() => CheckFloats<SemanticsKernels.StructsBody>();

    [Fact]
    public void LocalArraysWithVariableIndices()
    {
        int[] data = [.. Enumerable.Range(0, 64 * 16).Select(_ => _random.Next())];
        using var input = _accelerator.Allocate1D(data);
        using var output = _accelerator.Allocate1D<int>(64);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.LocalHistogram)((2, 32), input.View, output.View);
        Assert.Equal(
            data.Chunk(16).Select(chunk => Enumerable.Range(0, 8).Aggregate(0, (r, bin) => r * 17 + chunk.Count(v => (v & 7) == bin))),
            output.GetAsArray1D());
    }

    [Theory]
    [InlineData(128)]
    [InlineData(96)]
    [InlineData(7)]
    public void BarriersInLoops(int size)
    {
        int[] data = [.. Enumerable.Range(0, 3 * size).Select(_ => _random.Next(100))];
        using var input = _accelerator.Allocate1D(data);
        using var output = _accelerator.Allocate1D<int>(data.Length);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.Scan)((3, size), input.View, output.View);
        var expected = data.Chunk(size).SelectMany(chunk => chunk.Select((_, i) => chunk.Take(i + 1).Sum()));
        Assert.Equal(expected, output.GetAsArray1D());
    }

    [Fact]
    public void ShufflesInSomeWarpsAfterABarrier()
    {
        int[] data = [.. Enumerable.Range(0, 5 * 128).Select(_ => _random.Next(1000))];
        using var input = _accelerator.Allocate1D(data);
        using var output = _accelerator.Allocate1D<int>(5);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.WarpThenGroup)((5, 128), input.View, output.View);
        Assert.Equal(data.Chunk(128).Select(chunk => chunk.Sum()), output.GetAsArray1D());
    }

    [Fact]
    public void AValueWrittenOnOneWayBetweenBarriersSurvivesOnTheOther()
    {
        using var input = _accelerator.Allocate1D([.. Enumerable.Range(100, 32)]);
        using var output = _accelerator.Allocate1D<int>(32);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(SemanticsKernels.WrittenOnOneWay)((1, 32), input.View, output.View);
        Assert.Equal(
            Enumerable.Range(0, 32).Select(i => ((i ^ 1) > 20 ? i : (100 + i) * 3) + 31 - i), output.GetAsArray1D());
    }

    [Fact]
    public void ViewsThatDependOnACondition()
    {
        int[] a = [.. Enumerable.Range(0, 16)], b = [.. Enumerable.Range(100, 16)];
        using var ba = _accelerator.Allocate1D(a);
        using var bb = _accelerator.Allocate1D(b);
        using var output = _accelerator.Allocate1D<int>(16);
        _accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>, ArrayView<int>>(SemanticsKernels.TwoBuffers)(
            (1, 16), ba.View, bb.View, output.View);
        Assert.Equal(
            Enumerable.Range(0, 16).Select(i => ((i & 1) == 0 ? a : b)[i % 8 + ((i & 2) != 0 ? 1 : 0)] + 15), output.GetAsArray1D());
    }

    private void CheckIntegers<TBody>()
        where TBody : struct, SemanticsKernels.IIntegerBody
    {
        int[] edges = [0, 1, -1, 2, 7, 8, -8, 31, 32, 33, 127, 128, 255, 256, 32767, -32768, 65535, 65536, int.MaxValue, int.MinValue + 1];
        var pairs = Pairs(edges, () => _random.Next(int.MinValue + 1, int.MaxValue) >> _random.Next(31));
        Check(SemanticsKernels.OverIntegers<TBody>, TBody.Run, pairs);
    }

    private void CheckFloats<TBody>()
        where TBody : struct, SemanticsKernels.IFloatBody
    {
        float[] edges =
        [
            0f, -0f, 1f, -1f, 0.5f, -1.5f, 2.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon,
            float.MaxValue, 2147483648f, -2147483904f, 4294967296f, 9.3e18f, -9.3e18f, 65520f, 1e-7f,
        ];
        var pairs = Pairs(edges, () => (_random.NextSingle() - 0.5f) * MathF.Pow(10, _random.Next(-3, 12)));
        Check(SemanticsKernels.OverFloats<TBody>, TBody.Run, pairs);
    }

    private static (T A, T B)[] Pairs<T>(T[] edges, Func<T> random)
        where T : INumber<T> =>
        [.. edges.SelectMany(a => edges.Select(b => (a, b))), .. Enumerable.Range(0, 600).Select(_ => (random(), random()))];

    private void Check<T>(Action<Index1D, ArrayView<T>, ArrayView<T>, ArrayView<int>> method, Func<T, T, int> expected, (T A, T B)[] pairs)
        where T : unmanaged
    {
        using var a = _accelerator.Allocate1D(pairs.Select(pair => pair.A).ToArray());
        using var b = _accelerator.Allocate1D(pairs.Select(pair => pair.B).ToArray());
        using var result = _accelerator.Allocate1D<int>(pairs.Length);
        _accelerator.LoadAutoGroupedStreamKernel(method)(pairs.Length, a.View, b.View, result.View);
        int[] found = result.GetAsArray1D();
        for (int i = 0; i < pairs.Length; i++)
        {
            int exact = expected(pairs[i].A, pairs[i].B);
            Assert.True(exact == found[i], FormattableString.Invariant($"{typeof(T).Name} {pairs[i]}: {found[i]:x} instead of {exact:x}"));
        }
    }
}
