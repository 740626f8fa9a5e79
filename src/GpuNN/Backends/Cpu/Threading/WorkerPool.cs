using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace GpuNN.Backends.Cpu.Threading;

/// <summary>Persistent worker threads that help a caller through one loop at a time.</summary>
/// <remarks>
/// A loop's chunks are dealt out in equal runs, one to the caller and one to each worker, and whoever is done takes from the
/// others' runs. So a thread reads and writes one stretch of memory, and in the next loop over the same tensors the same
/// one, which its own caches still hold. A loop is opened by one atomic write and closed by its caller once no chunk is left; a worker joins only while it is
/// open, so a caller never waits for a worker that is still asleep. One caller at a time owns the workers; a caller that
/// finds them taken, a nested loop among them, runs its loop alone. Workers spin for a few dozen microseconds after a
/// loop, long enough to catch the next operator of a model, and then park.
/// </remarks>
internal sealed unsafe class WorkerPool
{
    // The state of the loop in one word: [epoch: 32][open: 1][workers invited: 15][workers inside: 16].
    private const long OpenBit = 1L << 31;
    private const int InvitedShift = 16;
    private const long InvitedMask = 0x7FFF;
    private const long InsideMask = 0xFFFF;
    private const int EpochShift = 32;
    private const int SpinMicroseconds = 40;
    private const int SpinsBeforeYield = 2000;

    // Counters of two participants lie two cache lines apart: processors fetch lines in pairs.
    private const int CounterStride = 16;

    private readonly List<Worker> _workers = [];
    private PaddedState _shared;
    private delegate*<void*, int, int, void> _body;
    private void* _context;
    private int _count;
    private int _grain;
    private int _chunks;
    private int _participants;
    private long[] _next = [];
    private ExceptionDispatchInfo? _failure;

    private WorkerPool()
    {
    }

    /// <summary>The workers of this process.</summary>
    public static WorkerPool Shared { get; } = new();

    /// <summary>Runs the loop on the caller and on as many workers as the thread count and the callers now inside leave.</summary>
    public void Run(delegate*<void*, int, int, void> body, void* context, int count, int grain)
    {
        int callers = Interlocked.Increment(ref _shared.Callers);
        try
        {
            int chunks = (int)(((long)count + grain - 1) / grain);
            int helpers = Math.Min(CpuThreading.ThreadCount - callers, chunks - 1);
            if (helpers <= 0 || Interlocked.CompareExchange(ref _shared.Owned, 1, 0) != 0)
            {
                body(context, 0, count);
                return;
            }

            try
            {
                RunOwned(body, context, count, grain, chunks, helpers);
            }
            finally
            {
                Volatile.Write(ref _shared.Owned, 0);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _shared.Callers);
        }
    }

    private void RunOwned(
        delegate*<void*, int, int, void> body, void* context, int count, int grain, int chunks, int helpers)
    {
        StartWorkers(helpers);
        _body = body;
        _context = context;
        _count = count;
        _grain = grain;
        _failure = null;
        _chunks = chunks;
        _participants = helpers + 1;
        for (int i = 0; i < _participants; i++)
        {
            _next[i * CounterStride] = FirstChunk(i);
        }

        long epoch = (Volatile.Read(ref _shared.State) >>> EpochShift) + 1;
        Interlocked.Exchange(ref _shared.State, (epoch << EpochShift) | OpenBit | ((long)helpers << InvitedShift));
        for (int i = 0; i < helpers; i++)
        {
            _workers[i].Wake();
        }

        try
        {
            TakeChunks(0);
        }
        finally
        {
            Interlocked.And(ref _shared.State, ~OpenBit);
            WaitUntilEmpty();
        }

        _failure?.Throw();
    }

    /// <summary>The first chunk of a participant's run; behind the last one, the number of chunks.</summary>
    private long FirstChunk(int participant) => (long)_chunks * participant / _participants;

    private void TakeChunks(int participant)
    {
        int grain = _grain;
        int count = _count;
        for (int i = 0; i < _participants; i++)
        {
            int owner = (participant + i) % _participants;
            long end = FirstChunk(owner + 1);
            ref long next = ref _next[owner * CounterStride];
            for (long chunk; (chunk = Interlocked.Increment(ref next) - 1) < end;)
            {
                long start = chunk * grain;
                _body(_context, (int)start, (int)Math.Min(start + grain, count));
            }
        }
    }

    private void WaitUntilEmpty()
    {
        for (int spins = 0; (Volatile.Read(ref _shared.State) & InsideMask) != 0; spins++)
        {
            if (spins < SpinsBeforeYield)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    private void StartWorkers(int needed)
    {
        while (_workers.Count < needed)
        {
            _workers.Add(new Worker(this, _workers.Count));
        }

        if (_next.Length < (needed + 1) * CounterStride)
        {
            _next = new long[(needed + 1) * CounterStride];
        }
    }

    private bool HasNewLoop(int worker, long lastEpoch)
    {
        long state = Volatile.Read(ref _shared.State);
        return (state & OpenBit) != 0
            && (state >>> EpochShift) != lastEpoch
            && worker < ((state >>> InvitedShift) & InvitedMask);
    }

    private bool TryJoin(int worker, ref long lastEpoch)
    {
        while (HasNewLoop(worker, lastEpoch))
        {
            long state = Volatile.Read(ref _shared.State);
            if ((state & OpenBit) != 0
                && worker < ((state >>> InvitedShift) & InvitedMask)
                && Interlocked.CompareExchange(ref _shared.State, state + 1, state) == state)
            {
                lastEpoch = state >>> EpochShift;
                return true;
            }
        }

        return false;
    }

    private void Help(int worker)
    {
        try
        {
            TakeChunks(worker + 1);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            for (int i = 0; i < _participants; i++)
            {
                Volatile.Write(ref _next[i * CounterStride], int.MaxValue);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _shared.State);
        }
    }

    /// <summary>The contended words, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct PaddedState
    {
        [FieldOffset(128)]
        public long State;

        [FieldOffset(256)]
        public int Callers;

        [FieldOffset(384)]
        public int Owned;
    }

    private sealed class Worker
    {
        private readonly WorkerPool _pool;
        private readonly int _index;
        private readonly SemaphoreSlim _wakeUp = new(0);
        private int _parked;

        public Worker(WorkerPool pool, int index)
        {
            _pool = pool;
            _index = index;
            new Thread(Work) { IsBackground = true, Name = $"GpuNN worker {index + 1}" }.Start();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _parked) != 0 && Interlocked.Exchange(ref _parked, 0) != 0)
            {
                _wakeUp.Release();
            }
        }

        private void Work()
        {
            long lastEpoch = 0;
            while (true)
            {
                WaitForLoop(lastEpoch);
                if (_pool.TryJoin(_index, ref lastEpoch))
                {
                    _pool.Help(_index);
                }
            }
        }

        private void WaitForLoop(long lastEpoch)
        {
            long until = Stopwatch.GetTimestamp()
                + (Stopwatch.Frequency * SpinMicroseconds / 1_000_000);
            do
            {
                for (int i = 0; i < 16; i++)
                {
                    if (_pool.HasNewLoop(_index, lastEpoch))
                    {
                        return;
                    }

                    Thread.SpinWait(1);
                }
            }
            while (Stopwatch.GetTimestamp() < until);

            Interlocked.Exchange(ref _parked, 1);
            if (_pool.HasNewLoop(_index, lastEpoch) && Interlocked.Exchange(ref _parked, 0) != 0)
            {
                return;
            }

            _wakeUp.Wait();
        }
    }
}
