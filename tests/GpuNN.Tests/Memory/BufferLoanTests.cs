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
    public void Disposing_a_result_frees_its_memory_whatever_views_the_operator_made_of_it()
    {
        using Tensor x = Tensor.Ones([4, 3, 8, 8]), channels = Tensor.Ones([3]), row = Tensor.Ones([8]), image = Tensor.Ones([3, 8, 8]);
        using Tensor filter = Tensor.Ones([2, 3, 3, 3]), weight = Tensor.Ones([5, 8]), table = Tensor.Ones([10, 6]), places = Tensor.From(new long[] { 1, 2, 3 });
        using Tensor sequence = Tensor.Ones([4, 2, 8]), gates = Tensor.Ones([24, 8]);
        using IDisposable noGrad = NoGrad.Begin();
        (string Name, Func<Tensor> Run)[] operators =
        [
            ("BatchNorm", () => x.BatchNorm(channels, channels, channels, channels)),
            ("LayerNorm", () => x.LayerNorm([8], row, row)),
            ("Linear", () => x.Linear(weight)),
            ("Conv2D of one image", () => image.Conv2D(filter)),
            ("MatMul by a vector", () => x.MatMul(row)),
            ("Embedding", () => table.Embedding(places)),
            ("Sum", () => x.Sum([1])),
            ("ArgMax", () => x.ArgMax(1)),
            ("ScaledDotProductAttention", () => x.ScaledDotProductAttention(x, x)),
            ("Stack", () => Operators.Stack(0, row, row)),
            ("GruSequence of two layers", () => LastLayer(sequence, new(gates, gates), new(gates, gates))),
        ];
        foreach ((string name, Func<Tensor> run) in operators)
        {
            run().Dispose();
            long before = Device.Cpu.MemoryStatistics.LiveBytes;
            run().Dispose();
            Assert.True(before == Device.Cpu.MemoryStatistics.LiveBytes, name);
        }
    }

    private static Tensor LastLayer(Tensor sequence, params RecurrentWeights[] layers)
    {
        (Tensor output, Tensor last) = sequence.GruSequence(null, layers);
        last.Dispose();
        return output;
    }

    [Fact]
    public void Disposing_gradients_frees_what_the_backward_pass_made_of_them()
    {
        using Tensor x = Tensor.From(Enumerable.Range(0, 96).Select(i => (float)(i % 7)).ToArray(), [2, 3, 4, 4]);
        using Tensor gamma = Tensor.Ones([3]), beta = Tensor.Zeros([3]), upstream = Tensor.Ones([2, 3, 4, 4]);
        x.RequiresGrad = gamma.RequiresGrad = beta.RequiresGrad = true;
        Tensor y = x.BatchNorm(null, null, gamma, beta, training: true);
        long before = 0;
        for (int round = 0; round < 3; round++)
        {
            if (round == 2) before = Device.Cpu.MemoryStatistics.LiveBytes;
            foreach (Tensor? gradient in y.GradientsOf([x, gamma, beta], upstream, retainTape: true)) gradient!.Dispose();
        }

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
