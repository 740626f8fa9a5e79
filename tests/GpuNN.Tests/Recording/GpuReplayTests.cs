using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using GpuNN.Layers;
using GpuNN.Tests.Backends.Gpu;

namespace GpuNN.Tests.Recording;

/// <summary>Replays on accelerators.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class GpuReplayTests
{
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_replay_gives_the_bits_of_the_eager_run_and_allocates_no_memory_of_the_device(string name)
    {
        Device device = GpuDevices.Open(name);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw), restoration = NoGrad.Begin();
        var network = new Sequential(
            new Conv2D(1, 4, 3, new() { Padding = 1 }), new BatchNorm(4), new Linear(6, 8, activation: Activation.Tanh), new Linear(8, 5));
        network.To(device);
        network.Evaluate();
        Tensor Run(Tensor x)
        {
            Tensor y = network.Forward(x).MaxPool2D(2).Reshape(3, -1);
            Tensor attended = y.ScaledDotProductAttention(y, y);
            return (attended.Softmax() + attended.Sort().Values.CumulativeSum(1)).Sum([0]);
        }

        using RecordedFunction recorded = RecordedFunction.Record(Run, Tensor.Ones([3, 1, 6, 6], DType.Float32, device));
        for (int replay = 0; replay < 3; replay++)
        {
            Tensor input = PrimitiveCheck.Random(device, replay, 3, 1, 6, 6);
            float[] eager = Run(input).ToArray<float>();
            Assert.Equal(eager, recorded.Replay(input)[0].ToArray<float>());
        }

        Tensor last = PrimitiveCheck.Random(device, 9, 3, 1, 6, 6);
        recorded.Replay(last);
        MemoryStatistics before = device.MemoryStatistics;
        long transfers = ((GpuBackend)device.Backend).TransferCount;
        long launches = device.Backend.ExecutionCount;
        recorded.Replay(last);
        launches = device.Backend.ExecutionCount - launches;
        Assert.True(launches > recorded.Steps.Count / 2, $"{launches} launches for {recorded.Steps.Count} steps");
        for (int replay = 0; replay < 30; replay++) recorded.Replay(last);
        device.Synchronize();
        long counted = device.Backend.ExecutionCount, managed = GC.GetAllocatedBytesForCurrentThread();
        for (int replay = 0; replay < 10; replay++) recorded.Replay(last);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - managed);
        Assert.Equal(10 * launches, device.Backend.ExecutionCount - counted);
        Assert.Equal(before.Allocations, device.MemoryStatistics.Allocations);
        Assert.Equal(before.LiveBytes, device.MemoryStatistics.LiveBytes);
        Assert.Equal(transfers, ((GpuBackend)device.Backend).TransferCount);
    }
}
