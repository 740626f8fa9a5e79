using GpuNN.Jit;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Launching;
using GpuNN.Jit.Targets.Clr;

namespace GpuNN.Bench.Jit;

/// <summary>Kernels as .NET code, on one thread: single items, vectors of items, and what a person writes.</summary>
internal static unsafe class ClrMeasurements
{
    private const int Size = JitKernels.Size;
    private const int Items = 4 * 1024 * 1024;
    private const int Launches = 100_000;

    public static void Add(JitTable table)
    {
        AddProduct(table);
        AddShuffledSum(table);
        AddLaunches(table);
    }

    private static void AddProduct(JitTable table)
    {
        float[] a = Numbers(Size * Size, 1), b = Numbers(Size * Size, 2);
        float[] byHand = new float[Size * Size], single = new float[Size * Size], vectors = new float[Size * Size];
        ClrKernel singleItems = Compile(nameof(JitKernels.Tile16), vectorize: false), vectorItems = Compile(nameof(JitKernels.Tile16), vectorize: true);
        fixed (float* pa = a, pb = b, ph = byHand, ps = single, pv = vectors)
        {
            var arguments = stackalloc KernelArgument[8];
            var singleLaunch = Launch(arguments, (nint)pa, (nint)pb, (nint)ps);
            var vectorLaunch = Launch(arguments + 4, (nint)pa, (nint)pb, (nint)pv);
            nint ha = (nint)pa, hb = (nint)pb, hc = (nint)ph;
            double[] seconds = BestTimes.Of(
                30,
                () => HandWrittenSegments.Tile16((float*)ha, (float*)hb, (float*)hc, Size),
                () => singleItems.RunGroups(singleLaunch, 0, singleLaunch.Groups),
                () => vectorItems.RunGroups(vectorLaunch, 0, vectorLaunch.Groups));
            Agree(byHand, single);
            Agree(byHand, vectors);
            double[] speeds = Array.ConvertAll(seconds, time => 2.0 * Size * Size * Size / time / 1e9);
            table.Faster("CLR, tiled product 256³ on one thread, item by item / segments by hand in scalar C#", speeds[1], speeds[0], "GFLOP/s", 0.85);
            table.Faster("CLR, the same on vectors of items / segments by hand in scalar C#", speeds[2], speeds[0], "GFLOP/s", 5);
        }

        static ClrLaunch Launch(KernelArgument* arguments, nint a, nint b, nint c)
        {
            arguments[0] = new() { Handle = a, Length = Size * Size };
            arguments[1] = new() { Handle = b, Length = Size * Size };
            arguments[2] = new() { Handle = c, Length = Size * Size };
            arguments[3] = new() { Value = Size };
            return new ClrLaunch
            {
                Arguments = arguments,
                GridX = Size / JitKernels.Tile,
                GridY = Size / JitKernels.Tile,
                GridZ = 1,
                GroupX = JitKernels.Tile,
                GroupY = JitKernels.Tile,
                GroupZ = 1,
            };
        }
    }

    private static void AddShuffledSum(JitTable table)
    {
        float[] x = Numbers(Items, 3), sums = new float[Items / 32];
        var kernel = Compile(nameof(JitKernels.WarpSums), vectorize: true);
        fixed (float* px = x, ps = sums)
        {
            var arguments = stackalloc KernelArgument[2];
            arguments[0] = new() { Handle = (nint)px, Length = Items };
            arguments[1] = new() { Handle = (nint)ps, Length = Items / 32 };
            var launch = new ClrLaunch { Arguments = arguments, GridX = Items / 256, GridY = 1, GridZ = 1, GroupX = 256, GroupY = 1, GroupZ = 1 };
            double[] seconds = BestTimes.Of(30, () => kernel.RunGroups(launch, 0, launch.Groups), () => kernel.Run(launch));
            table.Below("CLR, sums of warps by five shuffles, 4 M numbers, one thread", seconds[0] * 1e3, "ms", 5);
            table.Note("CLR, the same on all cores", seconds[1] * 1e3, "ms");
        }
    }

    private static void AddLaunches(JitTable table)
    {
        using var context = Context.Create(builder => builder.CPU());
        using var accelerator = context.CreateCPUAccelerator(0);
        var empty = accelerator.LoadStreamKernel<int>(JitKernels.Empty);
        KernelConfig config = (1, 1);
        double seconds = BestTimes.Of(10, Launch)[0] / Launches;
        table.Below("CLR, launch of an empty kernel", seconds * 1e6, "µs", 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Launch();
        table.Zero("CLR, managed bytes of 100,000 launches", GC.GetAllocatedBytesForCurrentThread() - before, "B");

        void Launch()
        {
            for (int i = 0; i < Launches; i++)
                empty(config, i);
        }
    }

    private static ClrKernel Compile(string name, bool vectorize) =>
        ClrKernel.Compile(KernelCompiler.Compile(typeof(JitKernels).GetMethod(name)!), vectorize);

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static void Agree(float[] expected, float[] found)
    {
        if (!expected.AsSpan().SequenceEqual(found))
            throw new InvalidOperationException("The kernel's product is not the hand-written one's.");
    }
}
