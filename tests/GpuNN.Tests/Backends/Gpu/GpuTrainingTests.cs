using GpuNN.Tests.Memory;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuTrainingTests : IDisposable
{
    public GpuTrainingTests() => Tensor.FinalizersReleaseMemory = false;

    public void Dispose() => Tensor.FinalizersReleaseMemory = true;

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_perceptron_trains_to_the_losses_of_the_cpu_and_holds_no_more_memory_after_step_100(string name)
    {
        Device device = GpuDevices.Open(name);
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        long launches = device.Backend.ExecutionCount;
        var (losses, live) = TrainingLoop.Run(device, 100);
        var (expected, _) = TrainingLoop.Run(Device.Cpu, 100);
        for (int step = 0; step < losses.Length; step++)
            Assert.True(Math.Abs(losses[step] - expected[step]) <= 1e-4, $"step {step}: {losses[step]} instead of {expected[step]}");
        Assert.Equal(live[2], live[99]);
        Assert.True(device.Backend.ExecutionCount > launches + 500);
    }
}
