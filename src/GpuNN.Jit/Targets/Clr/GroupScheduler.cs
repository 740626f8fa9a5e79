using System.Runtime.ExceptionServices;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>
/// Runs the groups of a launch on all cores: persistent threads take chunks off a counter. One launch at a time has the
/// threads; another that comes meanwhile runs on its own. Nothing is allocated by a launch.
/// </summary>
internal static unsafe class GroupScheduler
{
    /// <summary>Below this many work items a launch is not worth a second thread.</summary>
    private const long ParallelItems = 4096;

    private const int ChunksPerWorker = 8;

    private static readonly Lock s_turn = new();
    private static readonly int s_workers = Environment.ProcessorCount - 1;
    private static readonly SemaphoreSlim s_start = new(0);
    private static readonly CountdownEvent s_done = new(1);
    private static bool s_isStarted;
    private static ClrKernel? s_kernel;
    private static ClrLaunch s_launch;
    private static long s_nextGroup;
    private static long s_chunk;
    private static Exception? s_failure;

    public static void Run(ClrKernel kernel, in ClrLaunch launch)
    {
        long groups = launch.Groups;
        bool isParallel = s_workers > 0 && groups > 1 && groups * launch.GroupSize >= ParallelItems;
        if (!isParallel || !s_turn.TryEnter())
        {
            kernel.RunGroups(launch, 0, groups);
            return;
        }
        try
        {
            RunParallel(kernel, launch, groups);
        }
        finally
        {
            s_turn.Exit();
        }
    }

    private static void RunParallel(ClrKernel kernel, in ClrLaunch launch, long groups)
    {
        StartWorkers();
        int helpers = (int)Math.Min(s_workers, groups - 1);
        s_kernel = kernel;
        s_launch = launch;
        s_nextGroup = 0;
        s_chunk = Math.Max(1, groups / ((helpers + 1L) * ChunksPerWorker));
        s_failure = null;
        s_done.Reset(helpers);
        s_start.Release(helpers);
        TakeChunks();
        s_done.Wait();
        s_kernel = null;
        if (s_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static void StartWorkers()
    {
        if (s_isStarted)
            return;
        s_isStarted = true;
        for (int i = 0; i < s_workers; i++)
            new Thread(Work) { IsBackground = true, Name = "GpuNN.Jit worker" }.Start();
    }

    private static void Work()
    {
        while (true)
        {
            s_start.Wait();
            TakeChunks();
            s_done.Signal();
        }
    }

    private static void TakeChunks()
    {
        try
        {
            long groups = s_launch.Groups;
            while (true)
            {
                long first = Interlocked.Add(ref s_nextGroup, s_chunk) - s_chunk;
                if (first >= groups)
                    return;
                s_kernel!.RunGroups(s_launch, first, Math.Min(first + s_chunk, groups));
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref s_failure, exception, null);
            Interlocked.Exchange(ref s_nextGroup, long.MaxValue / 2);
        }
    }
}
