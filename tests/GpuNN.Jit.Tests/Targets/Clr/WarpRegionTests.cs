using GpuNN.Jit.Compiler;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;

namespace GpuNN.Jit.Tests.Targets.Clr;

/// <summary>
/// Kernels with shuffles in groups whose rows are whole warps (which run at once, in registers), of eights (on vectors), and of
/// neither (one by one): the same bits everywhere, and those that C# computes.
/// </summary>
public sealed unsafe class WarpRegionTests
{
    private const int Warp = 32;

    [Theory]
    [InlineData(typeof(WarpRegionKernels.Down))]
    [InlineData(typeof(WarpRegionKernels.Up))]
    [InlineData(typeof(WarpRegionKernels.Xor))]
    [InlineData(typeof(WarpRegionKernels.Index))]
    [InlineData(typeof(WarpRegionKernels.DownOfEight))]
    public void ShufflesByEveryConstantGiveWhatTheirDefinitionSays(Type shuffle)
    {
        Check<int, WarpRegionKernels.MixIntegers>(shuffle, i => i);
        Check<long, WarpRegionKernels.MixLongs>(shuffle, i => i * 0x100000003L);
        Check<float, WarpRegionKernels.MixSingles>(shuffle, i => i + 0.25f);
        Check<double, WarpRegionKernels.MixDoubles>(shuffle, i => i / 3.0);
    }

    private static void Check<T, TMix>(Type shuffle, Func<int, T> number)
        where T : unmanaged
        where TMix : WarpRegionKernels.IMix<T>
    {
        var method = typeof(WarpRegionKernels).GetMethod(nameof(WarpRegionKernels.Shuffled))!.MakeGenericMethod(typeof(T), typeof(TMix), shuffle);
        var source = shuffle.GetMethod(nameof(WarpRegionKernels.IShuffle.Source))!.CreateDelegate<Func<int, int, int>>();
        var kernel = ClrKernel.Compile(KernelCompiler.Compile(method));
        Assert.True(kernel.VectorSegments > 30);
        foreach (var (x, y) in new[] { (96, 1), (8, 8), (64, 2), (4, 16) })
        {
            T[] input = [.. Enumerable.Range(0, x * y).Select(i => number(i * 37 % 101 - 50))], result = new T[x * y];
            Run(kernel, input, result, (x, y));
            Assert.Equal(Enumerable.Range(0, x * y).Select(item => Expected<T, TMix>(source, input, item)), result);
        }
    }

    private static T Expected<T, TMix>(Func<int, int, int> source, T[] input, int item)
        where T : unmanaged
        where TMix : WarpRegionKernels.IMix<T>
    {
        int lane = item % Warp, first = item - lane;
        T sum = default;
        for (int i = 0; i < Warp; i++)
            sum = TMix.Of(sum, input[first + source(lane, i)]);
        return sum;
    }

    [Theory]
    [InlineData(nameof(WarpRegionKernels.LanesThatPart))]
    [InlineData(nameof(WarpRegionKernels.LoopsAndBarriers))]
    [InlineData(nameof(WarpRegionKernels.AtomicInTheMiddle))]
    [InlineData(nameof(WarpRegionKernels.WideIntegers))]
    public void WholeWarpsGiveWhatSingleItemsGive(string name)
    {
        var method = typeof(WarpRegionKernels).GetMethod(name)!;
        ClrKernel vectors = ClrKernel.Compile(KernelCompiler.Compile(method)), scalars = ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false);
        Assert.True(vectors.VectorSegments > 1);
        foreach (var group in new[] { (96, 1), (8, 8), (64, 2), (32, 3) })
        {
            int[] input = [.. Enumerable.Range(0, group.Item1 * group.Item2).Select(i => i * 7919 % 1013)];
            int[] fast = new int[input.Length], slow = new int[input.Length];
            Run(vectors, input, fast, group);
            Run(scalars, input, slow, group);
            Assert.Equal(slow, fast);
            Assert.True(slow.Distinct().Count() > 8);
        }
    }

    [Fact]
    public void NumbersOf64BitsRunOnVectors()
    {
        const int Items = 256;
        var random = new Random(8);
        long[] longs = [.. Enumerable.Range(0, Items).Select(i => i < 8 ? new[] { 0, -1, 1, long.MinValue, long.MaxValue, 1L << 32, -(1L << 31), 63 }[i] : random.NextInt64() >> random.Next(64))];
        double[] doubles = [.. Enumerable.Range(0, Items).Select(i => i < 8 ? new[] { 0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, 5e-324, -1.5 }[i] : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)))];
        var method = typeof(WarpRegionKernels).GetMethod(nameof(WarpRegionKernels.Wide))!;
        var vectors = ClrKernel.Compile(KernelCompiler.Compile(method));
        Assert.Equal(1, vectors.VectorSegments);
        var fast = RunWide(vectors);
        var slow = RunWide(ClrKernel.Compile(KernelCompiler.Compile(method), vectorize: false));
        Assert.Equal(slow.Longs, fast.Longs);
        Assert.Equal(slow.Doubles.Select(BitConverter.DoubleToInt64Bits), fast.Doubles.Select(BitConverter.DoubleToInt64Bits));
        Assert.True(slow.Longs.Distinct().Count() > Items / 2);

        (long[] Longs, double[] Doubles) RunWide(ClrKernel kernel)
        {
            long[] longResults = new long[3 * Items];
            double[] doubleResults = new double[3 * Items];
            fixed (long* a = longs, c = longResults)
            fixed (double* b = doubles, d = doubleResults)
            {
                var arguments = stackalloc KernelArgument[4];
                arguments[0] = new() { Handle = (nint)a, Length = Items };
                arguments[1] = new() { Handle = (nint)b, Length = Items };
                arguments[2] = new() { Handle = (nint)c, Length = 3 * Items };
                arguments[3] = new() { Handle = (nint)d, Length = 3 * Items };
                kernel.Run(new ClrLaunch { Arguments = arguments, GridX = Items / 64, GridY = 1, GridZ = 1, GroupX = 64, GroupY = 1, GroupZ = 1 });
            }
            return (longResults, doubleResults);
        }
    }

    private static void Run<T>(ClrKernel kernel, T[] input, T[] result, (int X, int Y) group)
        where T : unmanaged
    {
        fixed (T* x = input, y = result)
        {
            var arguments = stackalloc KernelArgument[2];
            arguments[0] = new() { Handle = (nint)x, Length = input.Length };
            arguments[1] = new() { Handle = (nint)y, Length = result.Length };
            kernel.Run(new ClrLaunch { Arguments = arguments, GridX = 1, GridY = 1, GridZ = 1, GroupX = group.X, GroupY = group.Y, GroupZ = 1 });
        }
    }
}
