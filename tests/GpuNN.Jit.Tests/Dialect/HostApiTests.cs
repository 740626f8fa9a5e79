using GpuNN.Jit.Extensions;
using GpuNN.Jit.Tests.Kernels;
using GpuNN.Jit.Tests.Targets.OpenCl;

namespace GpuNN.Jit.Tests.Dialect;

/// <summary>Buffers, copies, launches and streams, on the CPU and on OpenCL.</summary>
public sealed class HostApiTests
{
    public static TheoryData<string> Kinds => ["cpu", "opencl"];

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void CopiesReachTheRightBytes(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        using var buffer = accelerator.Allocate1D([0, 1, 2, 3, 4, 5, 6, 7]);
        ArrayView<int> view = buffer.View;
        view.SubView(2, 3).CopyFromCPU([20, 30, 40]);
        Assert.Equal([0, 1, 20, 30, 40, 5, 6, 7], buffer.GetAsArray1D());
        ReadOnlySpan<int> span = [60, 70];
        view.SubView(6, 2).CopyFromCPU(accelerator.DefaultStream, span);
        int[] part = new int[3];
        Span<int> target = part;
        view.SubView(5, 3).CopyToCPU(accelerator.DefaultStream, target);
        Assert.Equal([5, 60, 70], part);
        int one = 0;
        view.SubView(3, 5).CopyToCPU(ref one, 1);
        Assert.Equal(30, one);
        view.SubView(0, 2).CopyTo(accelerator.DefaultStream, view.SubView(4, 2));
        view.SubView(6, 2).MemSetToZero();
        view.SubView(3, 1).MemSet(0xFF);
        Assert.Equal([0, 1, 20, -1, 0, 1, 0, 0], buffer.GetAsArray1D());
        using var other = accelerator.Allocate1D<int>(8);
        other.View.CopyFrom(buffer.View);
        Assert.Equal(buffer.GetAsArray1D(), other.GetAsArray1D());
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void RangesOutsideTheBufferAreRefused(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        using var buffer = accelerator.Allocate1D<int>(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyFromCPU(new int[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyToCPU(new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.AsContiguous().SubView(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.AsRawArrayView(12, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => accelerator.Allocate1D<int>(-1));
        using var empty = accelerator.Allocate1D<int>(0);
        Assert.Empty(empty.GetAsArray1D());
        empty.MemSetToZero();
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void DisposedAndForeignBuffersAreRefused(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        var kernel = accelerator.LoadStreamKernel<ArrayView<int>>(SampleKernels.ReverseGroup);
        var buffer = accelerator.Allocate1D<int>(64);
        ArrayView<int> view = buffer.View;
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => kernel((1, 64), view));
        Assert.Throws<ObjectDisposedException>(() => view.CopyToCPU(new int[64]));
        using Context otherContext = Open(kind, out Accelerator other);
        using var foreign = other.Allocate1D<int>(64);
        Assert.Throws<ArgumentException>(() => kernel((1, 64), foreign.View));
        var onStream = accelerator.LoadKernel<ArrayView<int>>(SampleKernels.ReverseGroup);
        using var own = accelerator.Allocate1D<int>(64);
        Assert.Throws<ArgumentException>(() => onStream(other.DefaultStream, (1, 64), own.View));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void LaunchesThatCannotRunAreRefusedByName(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        using var x = accelerator.Allocate1D<float>(64);
        var kernel = accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SampleKernels.SumGroup);
        long before = accelerator.LaunchCount;
        void Refused(KernelConfig config) => Assert.Contains(
            "SumGroup", Assert.Throws<ArgumentException>(() => kernel(config, x.View, x.View)).Message, StringComparison.Ordinal);
        Refused((0, 64));
        Refused((1, accelerator.MaxNumThreadsPerGroup + 1));
        Refused(new KernelConfig(1, 64, new SharedMemoryConfig(accelerator.MaxSharedMemoryPerGroup + 1, 1)));
        Assert.Equal(before, accelerator.LaunchCount);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void LaunchingAllocatesNothing(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        using var x = accelerator.Allocate1D<float>(100);
        using var steps = accelerator.Allocate1D<int>(10);
        var scale = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, SampleKernels.Scale, SpecializedValue<int>>(SampleKernels.ScaleBy);
        var reverse = accelerator.LoadKernel<ArrayView<int>>(SampleKernels.ReverseGroup);
        using var data = accelerator.Allocate1D<int>(64);
        void Launch(int count)
        {
            for (int i = 0; i < count; i++)
            {
                scale(100, x.View, new SampleKernels.Scale { Factor = 0.5f }, SpecializedValue.New(1 + i % 2));
                reverse(accelerator.DefaultStream, (1, 64), data.View);
            }
            accelerator.Synchronize();
        }
        Launch(50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Launch(200);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void CapturedWorkRunsOnEachLaunchOfTheGraph(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        using var x = accelerator.Allocate1D(Enumerable.Repeat(1f, 32).ToArray());
        using var y = accelerator.Allocate1D(Enumerable.Repeat(10f, 32).ToArray());
        var add = accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>, ArrayView<float>, float>(SampleKernels.AddIndexed);
        AcceleratorStream stream = accelerator.DefaultStream;
        long launches = accelerator.LaunchCount;
        using LaunchGraph graph = stream.Capture(() =>
        {
            add(stream, 32, x.View, y.View, 2f);
            y.View.SubView(0, 8).CopyTo(stream, y.View.SubView(8, 8));
        });
        Assert.Equal(10f, y.GetAsArray1D()[0]);
        Assert.Equal(launches, accelerator.LaunchCount);
        graph.Launch(stream);
        graph.Launch(stream);
        Assert.Equal(launches + 2, accelerator.LaunchCount);
        Assert.All(y.GetAsArray1D(), value => Assert.Equal(14f, value));
        Assert.Throws<InvalidOperationException>(() => stream.Capture(() => y.GetAsArray1D()));
        Assert.Equal(14f, y.GetAsArray1D()[31]);
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graph.Launch(stream));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void ManyThreadsMayLaunchOneKernel(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        var add = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, float>(SampleKernels.AddIndexed);
        using var x = accelerator.Allocate1D(Enumerable.Repeat(1f, 100).ToArray());
        Parallel.For(0, 8, thread =>
        {
            using var y = accelerator.Allocate1D(new float[100]);
            for (int i = 0; i < 50; i++)
                add(100, x.View, y.View, thread + 1);
            Assert.All(y.GetAsArray1D(), value => Assert.Equal(50f * (thread + 1), value));
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void MarkersMeasureTime(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator, profiling: true);
        using var steps = accelerator.Allocate1D<int>(20000);
        var kernel = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(SampleKernels.Collatz);
        kernel(20000, steps.View);
        using ProfilingMarker start = accelerator.AddProfilingMarker();
        kernel(20000, steps.View);
        using ProfilingMarker end = accelerator.AddProfilingMarker();
        Assert.InRange(end - start, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(60));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public void PinnedArraysAreCopiedWithoutWaiting(string kind)
    {
        using Context context = Open(kind, out Accelerator accelerator);
        using AcceleratorStream stream = accelerator.CreateStream();
        using PageLockedArray1D<int> source = accelerator.AllocatePageLocked1D<int>(1000);
        using PageLockedArray1D<int> target = accelerator.AllocatePageLocked1D<int>(1000);
        for (int i = 0; i < 1000; i++)
            source[i] = i * i;
        using var buffer = accelerator.Allocate1D<int>(1000);
        buffer.AsContiguous().CopyFromPageLockedAsync(stream, source);
        buffer.AsContiguous().CopyToPageLockedAsync(stream, target);
        stream.Synchronize();
        Assert.Equal(source.GetArray(), target.GetArray());
    }

    private static Context Open(string kind, out Accelerator accelerator, bool profiling = false)
    {
        Context context;
        if (kind == "cpu")
        {
            context = Context.Create(builder => (profiling ? builder.Profiling() : builder).CPU());
            accelerator = context.CreateCPUAccelerator(0);
            return context;
        }
        OpenClDevices.Require();
        context = Context.Create(builder => (profiling ? builder.Profiling() : builder).OpenCL());
        accelerator = context.CreateCLAccelerator(0);
        return context;
    }
}
