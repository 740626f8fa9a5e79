namespace GpuNN.Tests.Memory;

[Collection(ExclusiveCollection.Name)]
public sealed class MemoryGuardTests
{
    [Fact]
    public void New_memory_is_not_a_number()
    {
        using MemoryGuard guard = Device.Cpu.GuardMemory();
        using Tensor tensor = Tensor.Empty([5]);
        Assert.All(tensor.ToArray<float>(), value => Assert.True(float.IsNaN(value)));
        Assert.Empty(guard.Violations);
    }

    [Fact]
    public unsafe void A_write_behind_a_tensor_is_reported_with_its_maker()
    {
        using MemoryGuard guard = Device.Cpu.GuardMemory();
        using (Tensor tensor = Tensor.Full([5], 1))
        {
            ((float*)tensor.View().Buffer.HostAddress)[5] = 1;
        }

        Assert.Contains("Full", Assert.Single(guard.Violations), StringComparison.Ordinal);
    }
}
