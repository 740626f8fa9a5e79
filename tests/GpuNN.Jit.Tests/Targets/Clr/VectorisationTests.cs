using System.Diagnostics;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;
using Xunit.Abstractions;

namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>Vectors of work items against single ones: the same bits, and much faster.</summary>
public sealed unsafe class VectorisationTests(ITestOutputHelper output)
{
    private const int Size = 256;
    private const int Items = 4 * 1024 * 1024;

    [Fact]
    public void TheTiledProductIsTheSameAndFaster()
    {
        var random = new Random(3);
        float[] a = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextSingle() - 0.5f)];
        float[] b = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextSingle() - 0.5f)];
        float[] fast = new float[Size * Size], slow = new float[Size * Size];
        var method = typeof(VectorisationKernels).GetMethod(nameof(VectorisationKernels.TiledProduct))!;
        var vectors = ClrKernel.Compile(KernelCompiler.Compile(method));
        var scalars = ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false);
        Assert.True(vectors.VectorSegments > 0);
        Assert.Equal(0, scalars.VectorSegments);
        fixed (float* pa = a, pb = b, pf = fast, ps = slow)
        {
            var arguments = stackalloc KernelArgument[8];
            var (vectorTime, scalarTime) = Best(
                3, vectors, Launch(arguments, pa, pb, pf), scalars, Launch(arguments + 4, pa, pb, ps));
            Assert.Equal(slow, fast);
            double flops = 2.0 * Size * Size * Size;
            output.WriteLine(FormattableString.Invariant(
                $"tiled product: vectors {flops / vectorTime / 1e9:f1} GFLOP/s, scalars {flops / scalarTime / 1e9:f1} GFLOP/s"));
            Assert.True(scalarTime >= 3 * vectorTime, FormattableString.Invariant($"{scalarTime} s, {vectorTime} s"));
        }

        static ClrLaunch Launch(KernelArgument* arguments, float* a, float* b, float* c)
        {
            arguments[0] = new() { Handle = (nint)a, Length = Size * Size };
            arguments[1] = new() { Handle = (nint)b, Length = Size * Size };
            arguments[2] = new() { Handle = (nint)c, Length = Size * Size };
            arguments[3] = new() { Value = Size };
            return new ClrLaunch { Arguments = arguments, GridX = Size / 16, GridY = Size / 16, GridZ = 1, GroupX = 16, GroupY = 16, GroupZ = 1 };
        }
    }

    [Fact]
    public void TheShuffledSumIsTheSameAndFaster()
    {
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, Items).Select(_ => random.NextSingle())];
        float[] fast = new float[Items / 32], slow = new float[Items / 32];
        var method = typeof(VectorisationKernels).GetMethod(nameof(VectorisationKernels.WarpSums))!;
        var vectors = ClrKernel.Compile(KernelCompiler.Compile(method));
        var scalars = ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false);
        Assert.True(vectors.VectorSegments > 0);
        fixed (float* px = x, pf = fast, ps = slow)
        {
            var arguments = stackalloc KernelArgument[4];
            var (vectorTime, scalarTime) = Best(4, vectors, Launch(arguments, px, pf), scalars, Launch(arguments + 2, px, ps));
            Assert.Equal(slow, fast);
            output.WriteLine(FormattableString.Invariant(
                $"shuffled sum of 4 M: vectors {vectorTime * 1e3:f2} ms, scalars {scalarTime * 1e3:f2} ms"));
            Assert.True(scalarTime >= 4 * vectorTime, FormattableString.Invariant($"{scalarTime} s, {vectorTime} s"));
        }

        static ClrLaunch Launch(KernelArgument* arguments, float* x, float* sums)
        {
            arguments[0] = new() { Handle = (nint)x, Length = Items };
            arguments[1] = new() { Handle = (nint)sums, Length = Items / 32 };
            return new ClrLaunch { Arguments = arguments, GridX = Items / 256, GridY = 1, GridZ = 1, GroupX = 256, GroupY = 1, GroupZ = 1 };
        }
    }

    [Fact]
    public void LanesThatPartGoOnOneByOne()
    {
        int[] input = [.. Enumerable.Range(0, 1000).Select(i => i * 7919 % 1013)];
        int[] fast = new int[1000], slow = new int[1000];
        var method = typeof(VectorisationKernels).GetMethod(nameof(VectorisationKernels.Parting))!;
        Run(ClrKernel.Compile(KernelCompiler.Compile(method)), input, fast);
        Run(ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false), input, slow);
        Assert.Equal(input.Select((v, i) => VectorisationKernels.Steps(v, i)), slow);
        Assert.Equal(slow, fast);

        static void Run(ClrKernel kernel, int[] input, int[] result)
        {
            fixed (int* x = input, y = result)
            {
                var arguments = stackalloc KernelArgument[2];
                arguments[0] = new() { Handle = (nint)x, Length = input.Length };
                arguments[1] = new() { Handle = (nint)y, Length = result.Length };
                kernel.Run(new ClrLaunch { Arguments = arguments, GridX = 16, GridY = 1, GridZ = 1, GroupX = 64, GroupY = 1, GroupZ = 1 });
            }
        }
    }

    [Theory]
    [InlineData(nameof(VectorisationKernels.TurnedStructs))]
    [InlineData(nameof(VectorisationKernels.TurnedIntegerStructs))]
    public void StructsOfFourAreOneAccessOfEachItem(string name)
    {
        const int Structs = 96;
        float[] input = [.. Enumerable.Range(0, 4 * Structs).Select(i => (float)i)];
        var method = typeof(VectorisationKernels).GetMethod(name)!;
        var vectors = ClrKernel.Compile(KernelCompiler.Compile(method));
        Assert.True(vectors.VectorSegments > 0);
        float[] fast = Run(vectors, input), slow = Run(ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false), input);
        Assert.Equal(slow, fast);
        for (int i = 0; i < Structs; i++)
        {
            int other = i * 5 % Structs;
            float sum = input[4 * i] + input[4 * other + 3];
            Assert.Equal([input[4 * i + 3], input[4 * other + 1], sum, input[4 * i]], fast[(4 * other)..(4 * other + 4)]);
            Assert.Equal([input[4 * i + 1], input[4 * i + 2], input[4 * i + 2], 7], fast[(4 * (Structs + i))..(4 * (Structs + i) + 4)]);
        }

        static float[] Run(ClrKernel kernel, float[] input)
        {
            bool isInteger = kernel.Name.Contains("Integer", StringComparison.Ordinal);
            int[] source = [.. input.Select(value => isInteger ? (int)value : BitConverter.SingleToInt32Bits(value))];
            int[] result = new int[2 * source.Length];
            fixed (int* x = source, y = result)
            {
                var arguments = stackalloc KernelArgument[2];
                arguments[0] = new() { Handle = (nint)x, Length = source.Length / 4 };
                arguments[1] = new() { Handle = (nint)y, Length = result.Length / 4 };
                kernel.Run(new ClrLaunch { Arguments = arguments, GridX = 3, GridY = 1, GridZ = 1, GroupX = 32, GroupY = 1, GroupZ = 1 });
            }
            return [.. result.Select(bits => isInteger ? bits : BitConverter.Int32BitsToSingle(bits))];
        }
    }

    /// <summary>
    /// The best times of two launches that take turns, so that what else the machine does meets both: at least seven turns,
    /// more as long as the ratio falls short.
    /// </summary>
    private static (double Fast, double Slow) Best(double ratio, ClrKernel fast, ClrLaunch fastLaunch, ClrKernel slow, ClrLaunch slowLaunch)
    {
        double bestFast = double.MaxValue, bestSlow = double.MaxValue;
        for (int turn = 0; turn < 7 || turn < 40 && !(bestSlow >= ratio * bestFast); turn++)
        {
            bestFast = Math.Min(bestFast, Time(fast, fastLaunch));
            bestSlow = Math.Min(bestSlow, Time(slow, slowLaunch));
        }
        return (bestFast, bestSlow);

        static double Time(ClrKernel kernel, in ClrLaunch launch)
        {
            long start = Stopwatch.GetTimestamp();
            kernel.RunGroups(launch, 0, launch.Groups);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}

/// <summary>Kernels whose segments suit vectors.</summary>
internal static class VectorisationKernels
{
    public static void TiledProduct(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int n)
    {
        var tileA = SharedMemory.Allocate<float>(256);
        var tileB = SharedMemory.Allocate<float>(256);
        int x = Group.IdxX, y = Group.IdxY;
        int row = Grid.IdxY * 16 + y, column = Grid.IdxX * 16 + x;
        float sum = 0;
        for (int start = 0; start < n; start += 16)
        {
            tileA[y * 16 + x] = a[row * n + start + x];
            tileB[y * 16 + x] = b[(start + y) * n + column];
            Group.Barrier();
            for (int k = 0; k < 16; k++)
                sum += tileA[y * 16 + k] * tileB[k * 16 + x];
            Group.Barrier();
        }
        c[row * n + column] = sum;
    }

    public static void WarpSums(ArrayView<float> x, ArrayView<float> sums)
    {
        int item = Grid.IdxX * Group.DimX + Group.IdxX;
        float value = x[item];
        value += Warp.ShuffleDown(value, 16);
        value += Warp.ShuffleDown(value, 8);
        value += Warp.ShuffleDown(value, 4);
        value += Warp.ShuffleDown(value, 2);
        value += Warp.ShuffleDown(value, 1);
        if (Warp.LaneIdx == 0)
            sums[item / 32] = value;
    }

    public static void TurnedStructs(ArrayView<Four> x, ArrayView<Four> y)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX, other = i * 5 % 96;
        Four own = x[i], far = x[other];
        y[other] = new Four { X = own.W, Y = far.Y, Z = own.X + far.W, W = own.X };
        y[96 + i] = new Four { X = own.Y, Y = own.Z, Z = own.Z, W = 7 };
    }

    public static void TurnedIntegerStructs(ArrayView<FourIntegers> x, ArrayView<FourIntegers> y)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX, other = i * 5 % 96;
        FourIntegers own = x[i], far = x[other];
        y[other] = new FourIntegers { X = own.W, Y = far.Y, Z = own.X + far.W, W = own.X };
        y[96 + i] = new FourIntegers { X = own.Y, Y = own.Z, Z = own.Z, W = 7 };
    }

    public struct Four
    {
        public float X, Y, Z, W;
    }

    public struct FourIntegers
    {
        public int X, Y, Z, W;
    }

    public static void Parting(ArrayView<int> input, ArrayView<int> result)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= input.IntLength)
            return;
        result[i] = Steps(input[i], i);
    }

    public static int Steps(int value, int index)
    {
        int r = index * 3;
        for (int k = 0; k < value % 5; k++)
            r = r * 5 + k;
        if (value > 500)
            r -= index % 7 == 3 ? value : 2 * value;
        return r ^ (value << (index & 7));
    }
}
