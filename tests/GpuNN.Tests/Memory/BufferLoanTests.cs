using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu;

namespace GpuNN.Tests.Memory;

/// <summary>What an operator on next to nothing leaves behind: bytes on the managed heap, and work for the finaliser.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class BufferLoanTests
{
    [Fact]
    public void Memory_that_nobody_holds_comes_back_through_the_collector()
    {
        long before = Device.Cpu.MemoryStatistics.FinalizedBuffers;
        MakeAndForget();
        Collect();
        Assert.True(Device.Cpu.MemoryStatistics.FinalizedBuffers > before);
    }

    [Fact]
    public void A_view_holds_the_memory_of_a_tensor_that_is_gone()
    {
        Tensor view = ViewOfForgotten();
        Collect();
        using Tensor other = Tensor.Full([5, 7], 3);
        Assert.Equal(Enumerable.Range(0, 35).Select(i => (float)i), view.Transpose().Reshape(35).ToArray<float>());
    }

    [Fact]
    public void A_disposed_tensor_stays_disposed_when_its_loan_serves_another()
    {
        Tensor first = Tensor.Ones([4]);
        first.Dispose();
        using Tensor second = Tensor.Full([4], 2);
        first.Dispose();
        Assert.True(first.IsReleased);
        Assert.False(second.IsReleased);
        Assert.Throws<TensorReleasedException>(() => first.ToArray<float>());
        Assert.Throws<TensorReleasedException>(first.Detach);
        Assert.Equal([2f, 2, 2, 2], second.ToArray<float>());
    }

    [Fact]
    public void The_last_of_several_views_gives_the_memory_back()
    {
        long before = Device.Cpu.MemoryStatistics.LiveBytes;
        Tensor whole = Tensor.Ones([64, 64]);
        long with = Device.Cpu.MemoryStatistics.LiveBytes;
        Tensor view = whole.Transpose();
        whole.Dispose();
        Assert.Equal(with, Device.Cpu.MemoryStatistics.LiveBytes);
        view.Dispose();
        Assert.Equal(before, Device.Cpu.MemoryStatistics.LiveBytes);
    }

    [Fact]
    public void A_tiny_operator_makes_few_bytes_and_leaves_nothing_to_the_finaliser()
    {
        using Tensor x = Tensor.Ones([1, 16]), y = Tensor.Ones([1, 16]), weight = Tensor.Ones([16, 16]), bias = Tensor.Ones([16]);
        int threads = CpuThreading.ThreadCount;
        CpuThreading.ThreadCount = 1;
        using IDisposable noGrad = NoGrad.Begin();
        try
        {
            Assert.InRange(BytesPerCall(() => x.Add(y).Dispose()), 1, 400);
            Assert.InRange(BytesPerCall(() => x.ReLU().Dispose()), 1, 400);
            Assert.InRange(BytesPerCall(() => x.MatMul(weight).Dispose()), 1, 450);
            Assert.InRange(BytesPerCall(() => x.Linear(weight, bias).Dispose()), 1, 750);
            Collect();
            long finalized = Device.Cpu.MemoryStatistics.FinalizedBuffers;
            for (int call = 0; call < 1000; call++) x.Linear(weight, bias).Dispose();
            Collect();
            Assert.Equal(finalized, Device.Cpu.MemoryStatistics.FinalizedBuffers);
        }
        finally
        {
            CpuThreading.ThreadCount = threads;
        }
    }

    private static double BytesPerCall(Action call)
    {
        const int Calls = 1000;
        for (int warm = 0; warm < 100; warm++) call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int one = 0; one < Calls; one++) call();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeAndForget()
    {
        for (int i = 0; i < 20; i++) _ = Tensor.Ones([64]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Tensor ViewOfForgotten() =>
        Tensor.From(Enumerable.Range(0, 35).Select(i => (float)i).ToArray(), [5, 7]).Transpose();

    private static void Collect()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
