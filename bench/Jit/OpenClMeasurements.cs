using GpuNN.Jit;
using GpuNN.Jit.Drivers;

namespace GpuNN.Bench.Jit;

/// <summary>Generated OpenCL C and our launches against hand-written OpenCL C and the driver's own calls, on the first OpenCL device.</summary>
internal static class OpenClMeasurements
{
    private const int Size = JitKernels.Size;
    private const int Launches = 1000;

    public static void Add(JitTable table)
    {
        var (devices, unusable) = CLDevice.Enumerate();
        if (devices.Count == 0)
        {
            table.Skip("OpenCL", string.Join("; ", unusable.Select(device => $"{device.Name}: {device.Reason}")));
            return;
        }
        using var context = Context.Create(builder => builder.OpenCL());
        using var accelerator = context.CreateCLAccelerator(0);
        accelerator.Cache = new KernelCache(null, 0);
        using var raw = new RawOpenCl(accelerator);
        AddProduct(table, accelerator, raw, "16×16 tiles", JitKernels.Tile16, "tile16", Size / JitKernels.Tile);
        AddProduct(table, accelerator, raw, "64×64 blocks", JitKernels.Block64, "block64", Size / JitKernels.Block);
        AddLaunches(table, accelerator, raw);
    }

    private static void AddProduct(
        JitTable table, CLAccelerator accelerator, RawOpenCl raw, string form,
        Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, int> ours, string byHand, int groups)
    {
        var random = new Random(4);
        float[] a = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextSingle() - 0.5f)];
        float[] b = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextSingle() - 0.5f)];
        using var bufferA = accelerator.Allocate1D(a);
        using var bufferB = accelerator.Allocate1D(b);
        using var bufferC = accelerator.Allocate1D<float>(Size * Size);
        var kernel = accelerator.LoadStreamKernel(ours);
        KernelConfig config = (new Index3D(groups, groups, 1), new Index3D(JitKernels.Tile, JitKernels.Tile, 1));

        nint rawKernel = raw.Kernel(byHand), rawC = raw.Buffer(new float[Size * Size]);
        raw.SetArgument(rawKernel, 0, raw.Buffer(a));
        raw.SetArgument(rawKernel, 1, raw.Buffer(b));
        raw.SetArgument(rawKernel, 2, rawC);
        raw.SetArgument(rawKernel, 3, Size);
        double[] seconds = BestTimes.Of(
            60,
            () =>
            {
                kernel(config, bufferA.View, bufferB.View, bufferC.View, Size);
                accelerator.Synchronize();
            },
            () =>
            {
                raw.Launch(rawKernel, groups, groups, JitKernels.Tile, JitKernels.Tile);
                raw.Finish();
            });
        float[] expected = new float[Size * Size];
        raw.Read(rawC, expected);
        if (!expected.AsSpan().SequenceEqual(bufferC.GetAsArray1D()))
            throw new InvalidOperationException($"{form}: the generated kernel's product is not the hand-written one's.");
        double[] speeds = Array.ConvertAll(seconds, time => 2.0 * Size * Size * Size / time / 1e9);
        table.Faster($"OpenCL, product 256³ by {form} / by hand in OpenCL C", speeds[0], speeds[1], "GFLOP/s", 0.95);
    }

    private static void AddLaunches(JitTable table, CLAccelerator accelerator, RawOpenCl raw)
    {
        var empty = accelerator.LoadStreamKernel<int>(JitKernels.Empty);
        KernelConfig config = (1, 1);
        nint kernel = raw.Kernel("empty");
        raw.SetArgument(kernel, 0, 0);
        var loop = LaunchLoopInC.Compile();
        string peer = loop is null ? "the driver's calls by P/Invoke (no gcc here)" : "the driver's calls in C";
        double[] queued = BestTimes.Of(30, () => Ours(Launches), () => Driver(Launches));
        table.Above(
            $"OpenCL, {Launches} launches of an empty kernel and a finish, each / {peer}",
            queued[0] / Launches * 1e6, queued[1] / Launches * 1e6, "µs", 2);
        double[] single = BestTimes.Of(3000, () => Ours(1), () => Driver(1));
        table.Slower($"OpenCL, one launch and a finish / {peer}", single[0] * 1e6, single[1] * 1e6, "µs", 1.2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ours(Launches);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        table.Zero($"OpenCL, managed bytes of {Launches} launches", allocated, "B");

        void Ours(int launches)
        {
            for (int i = 0; i < launches; i++)
                empty(config, 0);
            accelerator.Synchronize();
        }

        void Driver(int launches)
        {
            if (loop is not null)
            {
                loop.Run(raw.Queue, kernel, launches);
                return;
            }
            for (int i = 0; i < launches; i++)
                raw.Launch(kernel, 1, 1, 1, 1);
            raw.Finish();
        }
    }
}
