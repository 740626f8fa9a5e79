using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends;

namespace GpuNN.Memory;

/// <summary>Keeps a device's freed buffers for the next request of their size class, since a fresh allocation costs page
/// faults on the host and a synchronisation on a GPU. A class is an eighth of a power of two, so that at most an eighth is
/// wasted. Work on a device is ordered, so a buffer may be handed out again while launches that use it are still
/// queued.</summary>
internal sealed class CachingAllocator(IBackend backend)
{
    private const int ClassesPerOctave = 8;
    private const long Smallest = 64;

    private readonly Lock _lock = new();

    /// <summary>Every buffer it has not given back, live or free: a buffer reachable from a dead tensor alone would be
    /// finalised with it, before the tensor's finaliser returns it here.</summary>
    private readonly HashSet<DeviceBuffer> _owned = [];

    private readonly Stack<DeviceBuffer>?[] _free = new Stack<DeviceBuffer>?[64 * ClassesPerOctave];
    private long _live;
    private long _cached;
    private long _peak;
    private long _allocations;
    private long _hits;
    private long _finalized;

    /// <summary>The most bytes that may be live and cached together; beyond it the cache is emptied, then the request
    /// fails.</summary>
    public long Limit { get; set; } = long.MaxValue;

    /// <summary>Fills new memory with NaN and a guard behind it, and checks the guard when it is freed; null where nobody
    /// asked.</summary>
    public MemoryGuard? Guard { get; set; }

    /// <summary>Whether freed buffers are kept.</summary>
    public bool CachingEnabled { get; set; } = Environment.GetEnvironmentVariable("GPUNN_NO_CACHE") != "1";

    public MemoryStatistics Statistics
    {
        get
        {
            lock (_lock) return new(_live, _cached, _peak, _allocations, _hits, _finalized);
        }
    }

    /// <summary>A buffer of at least this many bytes.</summary>
    /// <exception cref="OutOfDeviceMemoryException">There is no room, not even with an empty cache.</exception>
    public DeviceBuffer Allocate(long bytes, string operatorName)
    {
        MemoryGuard? guard = Guard;
        int index = SizeClass(bytes + (guard is null ? 0 : MemoryGuard.Bytes), out long size);
        DeviceBuffer buffer = Take(index, size, bytes, operatorName);
        guard?.Prepare(buffer, bytes, operatorName);
        return buffer;
    }

    /// <summary>Takes a buffer back.</summary>
    public void Free(DeviceBuffer buffer, bool byFinalizer)
    {
        Guard?.Check(buffer);
        lock (_lock)
        {
            _live -= buffer.Bytes;
            if (byFinalizer) _finalized++;
            if (!CachingEnabled)
            {
                Discard(buffer);
                return;
            }

            _cached += buffer.Bytes;
            (_free[SizeClass(buffer.Bytes, out _)] ??= new()).Push(buffer);
        }
    }

    /// <summary>Gives all cached buffers back to the device.</summary>
    public void EmptyCache()
    {
        lock (_lock)
        {
            if (_cached == 0) return;
            backend.Synchronize();
            foreach (Stack<DeviceBuffer>? stack in _free)
            {
                while (stack is { Count: > 0 }) Discard(stack.Pop());
            }

            _cached = 0;
        }
    }

    internal static int SizeClass(long bytes, out long size)
    {
        long wanted = Math.Max(bytes, Smallest);
        int octave = BitOperations.Log2((ulong)wanted);
        long step = (1L << octave) / ClassesPerOctave;
        long steps = (wanted - (1L << octave) + step - 1) / step;
        size = (1L << octave) + (steps * step);
        return (octave * ClassesPerOctave) + (int)steps;
    }

    private DeviceBuffer Take(int index, long size, long bytes, string operatorName)
    {
        lock (_lock)
        {
            _allocations++;
            if (_free[index] is { Count: > 0 } stack)
            {
                DeviceBuffer buffer = stack.Pop();
                _hits++;
                _cached -= size;
                Count(size);
                return buffer;
            }

            if (_live + _cached + size > Limit) EmptyCache();
            if (_live + size > Limit) throw BeyondLimit(bytes, operatorName);
            DeviceBuffer fresh = AllocateFresh(size, operatorName);
            _owned.Add(fresh);
            Count(size);
            return fresh;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private OutOfDeviceMemoryException BeyondLimit(long bytes, string operatorName) => new(
        operatorName, null, $"a request for {bytes} bytes with {_live} live on {backend.Name}", $"at most {Limit} in all");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private DeviceBuffer AllocateFresh(long size, string operatorName)
    {
        try
        {
            return backend.Allocate(size);
        }
        catch (OutOfDeviceMemoryException)
        {
            EmptyCache();
        }

        try
        {
            return backend.Allocate(size);
        }
        catch (OutOfDeviceMemoryException exception)
        {
            throw new OutOfDeviceMemoryException(
                operatorName, null, $"a request for {size} bytes with {_live} live on {backend.Name}", "room on the device", exception);
        }
    }

    private void Discard(DeviceBuffer buffer)
    {
        _owned.Remove(buffer);
        buffer.Dispose();
    }

    private void Count(long size)
    {
        _live += size;
        _peak = Math.Max(_peak, _live);
    }
}
