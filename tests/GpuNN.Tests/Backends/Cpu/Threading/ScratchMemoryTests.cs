using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Tests.Backends.Cpu.Threading;

public sealed unsafe class ScratchMemoryTests
{
    [Fact]
    public void Nested_blocks_are_disjoint_aligned_and_reused()
    {
        nint first;
        using (ScratchMemory outer = ScratchMemory.Rent<float>(1000))
        using (ScratchMemory inner = ScratchMemory.Rent<double>(3000))
        {
            first = (nint)outer.Floats;
            new Span<float>(outer.Floats, 1000).Fill(1);
            new Span<double>(inner.As<double>(), 3000).Fill(2);
            Assert.Equal(0, first % 64);
            Assert.Equal(0, (nint)inner.As<double>() % 64);
            Assert.Equal(1000, new Span<float>(outer.Floats, 1000).IndexOfAnyExcept(1f) is -1 ? 1000 : 0);
        }

        using ScratchMemory again = ScratchMemory.Rent<float>(1000);
        Assert.Equal(first, (nint)again.Floats);
    }

    [Fact]
    public void Renting_again_allocates_no_managed_memory()
    {
        ScratchMemory.Rent<float>(5000).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            using ScratchMemory scratch = ScratchMemory.Rent<float>(5000);
            scratch.Floats[4999] = i;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
