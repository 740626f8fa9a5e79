using System.Diagnostics;
using GpuNN.Jit.Drivers.OpenCl;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Tests.Targets.OpenCl;

namespace GpuNN.Jit.Tests.Extensions;

public sealed class StreamProgressTests
{
    [Fact]
    public void On_the_clr_every_mark_is_passed_at_once()
    {
        using Context context = Context.Create(static builder => builder.CPU());
        using Accelerator accelerator = context.CreateCPUAccelerator(0);
        using StreamProgress progress = accelerator.DefaultStream.TrackProgress();
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => progress.Mark()));
        Assert.Equal(3, progress.Reached);
        Assert.Null(progress.Failure);
    }

    [SkippableFact]
    public void Marks_of_a_queue_are_passed_in_order()
    {
        using Context context = OpenClDevices.Context();
        using Accelerator accelerator = context.CreateCLAccelerator(0);
        using StreamProgress progress = accelerator.DefaultStream.TrackProgress();
        for (int number = 1; number <= 100; number++) Assert.Equal(number, progress.Mark());
        accelerator.Synchronize();
        Assert.Equal(100, progress.Reached);
        Assert.Null(progress.Failure);
    }

    /// <summary>A command that waits for a user event, which the test lets fail: what is queued behind it fails with it.</summary>
    [SkippableFact]
    public unsafe void The_mark_behind_a_command_that_fails_is_the_first_that_is_not_passed()
    {
        using Context context = OpenClDevices.Context();
        using var accelerator = (CLAccelerator)context.CreateCLAccelerator(0);
        var stream = (CLStream)accelerator.CreateStream();
        StreamProgress progress = stream.TrackProgress();
        progress.Mark();
        stream.Synchronize();

        int error;
        nint planted = OpenClNative.clCreateUserEvent(accelerator.ContextHandle, &error), waiting;
        OpenClError.Check(error, accelerator.Name, "clCreateUserEvent");
        OpenClError.Check(OpenClNative.clEnqueueMarkerWithWaitList(stream.Queue, 1, &planted, &waiting), accelerator.Name, "clEnqueueMarkerWithWaitList");
        progress.Mark();
        progress.Mark();
        Assert.Equal(1, progress.Reached);
        Assert.Null(progress.Failure);
        OpenClError.Check(OpenClNative.clSetUserEventStatus(planted, OpenClError.OutOfResources), accelerator.Name, "clSetUserEventStatus");
        var clock = Stopwatch.StartNew();
        while (progress.Failure is null && clock.Elapsed < TimeSpan.FromSeconds(20)) Thread.Sleep(1);
        Assert.NotNull(progress.Failure);
        Assert.Equal(1, progress.Reached);
        Assert.Equal(3, progress.Marked);
        progress.Reset();
        Assert.Null(progress.Failure);
        Assert.Equal(3, progress.Reached);
    }
}
