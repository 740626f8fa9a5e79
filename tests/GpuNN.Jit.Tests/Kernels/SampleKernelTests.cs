using GpuNN.Jit.Extensions;
using GpuNN.Jit.Tests.Targets.OpenCl;

namespace GpuNN.Jit.Tests.Kernels;

/// <summary>The sample kernels on an OpenCL device.</summary>
public sealed class OpenClSampleKernelTests() : SampleKernelTests(OpenClDevices.Context(), context => context.CreateCLAccelerator(0));

/// <summary>The sample kernels in this process.</summary>
public sealed class ClrSampleKernelTests() : SampleKernelTests(
    Context.Create(builder => builder.CPU()), context => context.CreateCPUAccelerator(0));

/// <summary>The sample kernels called as the C# they are.</summary>
public sealed class DirectSampleKernelTests() : SampleKernelTests(
    Context.Create(builder => builder.CPU(CPUDevice.Direct)), context => context.CreateCPUAccelerator(0));

/// <summary>The sample kernels against plain C#.</summary>
public abstract class SampleKernelTests : IDisposable
{
    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly Random _random = new(7);

    protected SampleKernelTests(Context context, Func<Context, Accelerator> accelerator)
    {
        _context = context;
        _accelerator = accelerator(context);
    }

    public void Dispose()
    {
        _context.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void AnIndexedKernelRunsOverItsExtentOnly()
    {
        float[] x = Random(1000), y = Random(1000);
        using var bx = _accelerator.Allocate1D(x);
        using var by = _accelerator.Allocate1D(y);
        var kernel = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, float>(SampleKernels.AddIndexed);
        long launches = _accelerator.LaunchCount;
        kernel(900, bx.View, by.View, 0.75f);
        Assert.Equal(launches + 1, _accelerator.LaunchCount);
        float[] found = by.GetAsArray1D();
        for (int i = 0; i < 1000; i++)
            Assert.Equal(i < 900 ? 0.75f * x[i] + y[i] : y[i], found[i]);
    }

    [SkippableFact]
    public void GenericKernelsCallStaticAbstractMembers()
    {
        float[] x = Random(333);
        using var bx = _accelerator.Allocate1D(x);
        using var by = _accelerator.Allocate1D<float>(333);
        var kernel = _accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.Apply<SampleKernels.Squared>);
        kernel((6, 64), bx.View, by.View);
        Assert.Equal(x.Select(v => v * v), by.GetAsArray1D());
    }

    [SkippableFact]
    public void LoopsFollowTheData()
    {
        using var steps = _accelerator.Allocate1D<int>(3000);
        using var factors = _accelerator.Allocate1D<int>(3000);
        using (_accelerator.BatchKernels())
        {
            var collatz = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(SampleKernels.Collatz);
            var primes = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(SampleKernels.Primes);
            collatz(3000, steps.View);
            primes(3000, factors.View);
        }
        Assert.Equal(Enumerable.Range(1, 3000).Select(SampleKernels.Collatz), steps.GetAsArray1D());
        Assert.Equal(
            Enumerable.Range(2, 3000).Select(n => Enumerable.Range(2, n).First(d => n % d == 0)), factors.GetAsArray1D());
    }

    [SkippableFact]
    public void GroupsShareMemory()
    {
        int[] data = [.. Enumerable.Range(0, 256)];
        using var buffer = _accelerator.Allocate1D(data);
        var reverse = _accelerator.LoadStreamKernel<ArrayView<int>>(SampleKernels.ReverseGroup);
        reverse((4, 64), buffer.View);
        Assert.Equal(data.Chunk(64).SelectMany(chunk => chunk.Reverse()), buffer.GetAsArray1D());
    }

    [SkippableFact]
    public void ReductionsThroughDynamicSharedMemoryAndShufflesAgreeWithThoseInOrder()
    {
        float[] x = Random(512);
        using var bx = _accelerator.Allocate1D(x);
        using var sums = _accelerator.Allocate1D<float>(4);
        using var warpSums = _accelerator.Allocate1D<float>(16);
        var tree = _accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.SumGroup);
        tree(new KernelConfig(4, 128, SharedMemoryConfig.RequestDynamic<float>(128)), bx.View, sums.View);
        var warp = _accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.SumWarp);
        warp((4, 128), bx.View, warpSums.View);
        Assert.Equal(x.Chunk(128).Select(Tree), sums.GetAsArray1D());
        Assert.Equal(x.Chunk(32).Select(Tree), warpSums.GetAsArray1D());
    }

    [SkippableFact]
    public void AtomicsLoseNothing()
    {
        int[] values = [.. Enumerable.Range(0, 4000).Select(_ => _random.Next(10))];
        using var input = _accelerator.Allocate1D(values);
        using var histogram = _accelerator.Allocate1D(new int[11]);
        using var sum = _accelerator.Allocate1D(new float[1]);
        var kernel = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>, ArrayView<float>>(SampleKernels.Count);
        kernel(values.Length, input.View, histogram.View, sum.View);
        int[] expected = [.. Enumerable.Range(0, 10).Select(v => values.Count(value => value == v)), values.Max()];
        Assert.Equal(expected, histogram.GetAsArray1D());
        Assert.Equal(4000f, sum.GetAsArray1D()[0]);
    }

    [SkippableFact]
    public void StructsAndSpecialisedValuesArePassed()
    {
        float[] x = Random(100);
        using var bx = _accelerator.Allocate1D(x);
        var kernel = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, SampleKernels.Scale, SpecializedValue<int>>(SampleKernels.ScaleBy);
        var scale = new SampleKernels.Scale { Factor = 1.5f, Offset = -3 };
        kernel(100, bx.View, scale, SpecializedValue.New(2));
        kernel(100, bx.View, scale, SpecializedValue.New(1));
        kernel(100, bx.View, scale, SpecializedValue.New(2));
        float Step(float value, int power) => Enumerable.Range(0, power).Aggregate(value, (v, _) => v * 1.5f) + -3;
        Assert.Equal(x.Select(v => Step(Step(Step(v, 2), 1), 2)), bx.GetAsArray1D());
    }

    [SkippableFact]
    public void SubViewsAndVectorsReachTheRightElements()
    {
        float[] x = Random(128);
        using var bx = _accelerator.Allocate1D(x);
        using var by = _accelerator.Allocate1D(new float[128]);
        var kernel = _accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.Vectorised);
        kernel((1, 32), bx.AsContiguous().SubView(32, 64), by.AsContiguous().SubView(64, 64));
        float[] expected = new float[128];
        for (int i = 0; i < 64; i++)
            expected[64 + i] = x[32 + i] + 1 + i % 4;
        Assert.Equal(expected, by.GetAsArray1D());
    }

    [SkippableFact]
    public void ATwoDimensionalExtentCoversTheMatrix()
    {
        const int Rows = 19, Columns = 37, Depth = 11;
        float[] a = Random(Rows * Depth), b = Random(Depth * Columns);
        using var ba = _accelerator.Allocate1D(a);
        using var bb = _accelerator.Allocate1D(b);
        using var bc = _accelerator.Allocate1D<float>(Rows * Columns);
        var kernel = _accelerator.LoadAutoGroupedStreamKernel<Index2D, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>(SampleKernels.Matrix);
        kernel(new Index2D(Columns, Rows), ba.View, bb.View, bc.View, Depth, Columns);
        float[] expected = new float[Rows * Columns];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                float sum = 0;
                for (int k = 0; k < Depth; k++)
                    sum += a[row * Depth + k] * b[k * Columns + column];
                expected[row * Columns + column] = sum;
            }
        }
        Assert.Equal(expected, bc.GetAsArray1D());
    }

    [SkippableFact]
    public void NarrowIntegersWrap()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        sbyte[] signed = [.. Enumerable.Range(0, 256).Select(i => (sbyte)i)];
        short[] shorts = [.. Enumerable.Range(0, 256).Select(i => (short)(i * 257))];
        using var b = _accelerator.Allocate1D(bytes);
        using var s = _accelerator.Allocate1D(signed);
        using var h = _accelerator.Allocate1D(shorts);
        using var sums = _accelerator.Allocate1D<long>(256);
        var kernel = _accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<byte>, ArrayView<sbyte>, ArrayView<short>, ArrayView<long>>(SampleKernels.Narrow);
        kernel(256, b.View, s.View, h.View, sums.View);
        bytes = [.. bytes.Select(v => (byte)(v + 200))];
        signed = [.. signed.Select(v => (sbyte)(v - 100))];
        shorts = [.. shorts.Select(v => (short)(v * 3))];
        Assert.Equal(bytes, b.GetAsArray1D());
        Assert.Equal(signed, s.GetAsArray1D());
        Assert.Equal(shorts, h.GetAsArray1D());
        Assert.Equal(Enumerable.Range(0, 256).Select(i => bytes[i] + signed[i] + (long)shorts[i]), sums.GetAsArray1D());
    }

    private float[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextSingle() * 2 - 1)];

    private static float Tree(float[] x)
    {
        float[] values = [.. x];
        for (int half = values.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                values[i] += values[i + half];
        }
        return values[0];
    }
}
