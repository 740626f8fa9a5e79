using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using GpuNN.Jit;

namespace GpuNN.Tests.Backends.Gpu;

/// <summary>Failures that a device reports late are reported at the operator that caused them.</summary>
public sealed class LaunchJournalTests
{
    [Fact]
    public void The_first_unfinished_operator_is_named()
    {
        var device = new StoppedDevice();
        using var journal = new LaunchJournal(device);
        foreach (string name in (string[])["Add", "MatrixMultiply", "Softmax", "Sort"]) journal.Add(name);
        Assert.Equal("Add", journal.FirstUnfinished);
        device.Reached = 2;
        Assert.Equal("Softmax", journal.FirstUnfinished);
        Assert.Equal("Softmax, Sort", journal.LastOnes);
        device.Reached = 4;
        Assert.Null(journal.FirstUnfinished);
        device.Reached = null;
        Assert.Null(journal.FirstUnfinished);
        Assert.Equal("Add, MatrixMultiply, Softmax, Sort", journal.LastOnes);
    }

    [Fact]
    public void Names_last_as_long_as_they_are_remembered()
    {
        var device = new StoppedDevice();
        using var journal = new LaunchJournal(device);
        for (int i = 1; i <= 10_000; i++) journal.Add($"operator {i}");
        device.Reached = 9000;
        Assert.Equal("operator 9001", journal.FirstUnfinished);
        device.Reached = 100;
        Assert.Null(journal.FirstUnfinished);
    }

    /// <summary>The device stops in the second of three operators, and says so when it is waited for, or not at all.</summary>
    [Fact]
    public void A_backend_reports_the_operator_at_which_its_device_stopped()
    {
        var device = new StoppedDevice();
        using Context context = Context.Create(static builder => builder.CPU());
        using var backend = new GpuBackend("stopped", context.CreateCPUAccelerator(0), device);
        var x = new BufferView(backend.Allocate(400), DType.Float32, [100]);
        backend.Execute(new FillPrimitive(1), [], [x]);
        backend.Execute(new ElementwisePrimitive(ElementwiseFunction.Exp), [x], [x]);
        backend.Execute(new ElementwisePrimitive(ElementwiseFunction.Tanh), [x], [x]);
        (device.Reached, device.Failure) = (1, "it was planted");
        var failure = Assert.Throws<LaunchException>(backend.Synchronize);
        Assert.Equal(new ElementwisePrimitive(ElementwiseFunction.Exp).Name, failure.Operator);
        Assert.Contains("it was planted on stopped", failure.Message, StringComparison.Ordinal);
        // It was reported: the device goes on.
        backend.Execute(new FillPrimitive(2), [], [x]);
        backend.Synchronize();
        (device.Reached, device.Failure) = (3, "it was planted again");
        var numbers = new byte[400];
        Assert.Equal("Fill", Assert.Throws<LaunchException>(() => backend.Download(x.Buffer, 0, numbers)).Operator);
    }

    /// <summary>Drivers report what failed before by the next call: that one is not to blame.</summary>
    [Fact]
    public void A_launch_that_is_refused_for_an_earlier_one_names_the_earlier_one()
    {
        var device = new StoppedDevice();
        using Context context = Context.Create(static builder => builder.CPU());
        using var backend = new GpuBackend("stopped", context.CreateCPUAccelerator(0), device);
        var x = new BufferView(backend.Allocate(400), DType.Float32, [100]);
        DeviceBuffer freed = backend.Allocate(400);
        var refused = new BufferView(freed, DType.Float32, [100]);
        freed.Dispose();
        backend.Execute(new ElementwisePrimitive(ElementwiseFunction.Exp), [x], [x]);
        void Launch() => backend.Execute(new ElementwisePrimitive(ElementwiseFunction.Tanh), [refused], [x]);
        device.Reached = 1;
        Assert.Equal(new ElementwisePrimitive(ElementwiseFunction.Tanh).Name, Assert.Throws<LaunchException>(Launch).Operator);
        (device.Reached, device.Failure) = (0, "it was planted");
        Assert.Equal(new ElementwisePrimitive(ElementwiseFunction.Exp).Name, Assert.Throws<LaunchException>(Launch).Operator);
    }

    /// <summary>A device whose marks are passed when the test says so.</summary>
    private sealed class StoppedDevice : ILaunchProgress
    {
        private long _marked;

        public long? Reached { get; set; } = 0;

        public string? Failure { get; set; }

        public long Mark() => ++_marked;

        public void Reset() => (Reached, Failure) = (_marked, null);

        public void Dispose()
        {
        }
    }
}
