namespace GpuNN.Onnx.Tests.Execution;

/// <summary>What a run leaves in the device's memory; alone, since the count is the process's.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests
{
    [Fact]
    public void NothingIsLeftBehindByARun()
    {
        OnnxModel model = OnnxModelTests.Perceptron().Load();
        using IDisposable restoration = NoGrad.Begin();
        Tensor x = Tensor.Ones([64, 3]);
        model.Forward(x).Dispose();
        long before = Device.Cpu.MemoryStatistics.LiveBytes;
        for (int run = 0; run < 10; run++) model.Forward(x).Dispose();
        // Tensors that other tests dropped may be freed meanwhile.
        Assert.InRange(Device.Cpu.MemoryStatistics.LiveBytes, 0, before);
    }
}
