using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Tests.Backends.Cpu.Threading;

public sealed unsafe class ParallelLoopTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(100_003, 17)]
    public void Every_iteration_runs_once(int count, int grain)
    {
        int[] visits = new int[count];
        fixed (int* pointer = visits)
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                ParallelLoop.For(count, grain, new CountVisits(pointer, grain));
            }
        }

        Assert.All(visits, v => Assert.Equal(20, v));
    }

    [Fact]
    public void A_parked_worker_comes_back()
    {
        int[] visits = new int[64];
        fixed (int* pointer = visits)
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                Thread.Sleep(2);
                ParallelLoop.For(64, 1, new CountVisits(pointer, 1));
            }
        }

        Assert.All(visits, v => Assert.Equal(20, v));
    }

    [Fact]
    public void Loops_of_several_user_threads_and_nested_loops_all_finish()
    {
        int total = 0;
        Thread[] users = new Thread[6];
        for (int u = 0; u < users.Length; u++)
        {
            users[u] = new Thread(() =>
            {
                for (int repeat = 0; repeat < 300; repeat++)
                {
                    CpuThreading.For(4, _ => CpuThreading.For(5, _ => Interlocked.Increment(ref total)));
                }
            });
            users[u].Start();
        }

        foreach (Thread user in users)
        {
            Assert.True(user.Join(TimeSpan.FromSeconds(60)));
        }

        Assert.Equal(6 * 300 * 20, total);
    }

    [Fact]
    public void An_exception_of_any_iteration_reaches_the_caller_and_the_workers_survive()
    {
        for (int repeat = 0; repeat < 50; repeat++)
        {
            int failing = repeat;
            InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
                () => CpuThreading.For(50, i =>
                {
                    if (i == failing)
                    {
                        throw new InvalidOperationException("iteration " + i);
                    }
                }));
            Assert.Equal("iteration " + failing, thrown.Message);
        }

        int after = 0;
        CpuThreading.For(100, _ => Interlocked.Increment(ref after));
        Assert.Equal(100, after);
    }

    [Fact]
    public void A_loop_allocates_nothing()
    {
        int[] visits = new int[256];
        fixed (int* pointer = visits)
        {
            ParallelLoop.For(256, 1, new CountVisits(pointer, 1));
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int repeat = 0; repeat < 100; repeat++)
            {
                ParallelLoop.For(256, 1, new CountVisits(pointer, 1));
            }

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(CpuThreading.MaximumThreadCount + 1)]
    public void A_thread_count_out_of_range_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuThreading.ThreadCount = count);

    private readonly struct CountVisits(int* visits, int grain) : IRangeBody
    {
        public void Invoke(int start, int end)
        {
            int misaligned = start % grain;
            for (int i = start; i < end; i++)
            {
                Interlocked.Add(ref visits[i], misaligned == 0 ? 1 : 1000);
            }
        }
    }
}
