using System.Numerics;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Drivers;

/// <summary>
/// A caching allocator: freed blocks wait by size class for the next request of that class. Eight classes lie between two
/// powers of two, so that at most an eighth of a block is rounding. When the driver has no memory left, or the limit is
/// reached, the cache is emptied and the request tried once more.
/// </summary>
internal sealed class DeviceMemoryPool(Accelerator accelerator)
{
    private const int ClassesPerOctaveLog2 = 3;
    private const long SmallestBlock = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Stack<nint>> _cached = [];
    private readonly HashSet<nint> _live = [];
    private long _limit = long.MaxValue;
    private MemoryStatistics _statistics;
    private bool _mustSynchronize;
    private bool _closed;

    public MemoryStatistics Statistics
    {
        get
        {
            lock (_lock)
                return _statistics;
        }
    }

    public long Limit
    {
        get
        {
            lock (_lock)
                return _limit;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            lock (_lock)
                _limit = value;
        }
    }

    /// <summary>The block size that serves a request: the next multiple of an eighth of its power of two.</summary>
    public static long RoundUp(long bytes)
    {
        if (bytes <= SmallestBlock)
            return SmallestBlock;
        long step = 1L << Math.Max(BitOperations.Log2((ulong)(bytes - 1)) - ClassesPerOctaveLog2, 8);
        return checked(bytes + step - 1) / step * step;
    }

    public DeviceMemoryBlock Allocate(long bytes)
    {
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        if (bytes == 0)
            return default;
        long size = RoundUp(bytes);
        lock (_lock)
        {
            nint handle;
            if (_cached.TryGetValue(size, out Stack<nint>? waiting) && waiting.TryPop(out handle))
            {
                if (_mustSynchronize)
                {
                    accelerator.Synchronize();
                    _mustSynchronize = false;
                }
                _statistics = _statistics with
                {
                    CachedBytes = _statistics.CachedBytes - size,
                    PoolHits = _statistics.PoolHits + 1,
                };
            }
            else
            {
                handle = AskDriver(bytes, size);
                _statistics = _statistics with { ReservedBytes = _statistics.ReservedBytes + size };
            }
            _live.Add(handle);
            long live = _statistics.LiveBytes + bytes;
            _statistics = _statistics with
            {
                LiveBytes = live,
                PeakLiveBytes = Math.Max(_statistics.PeakLiveBytes, live),
                LiveBuffers = _statistics.LiveBuffers + 1,
                Allocations = _statistics.Allocations + 1,
            };
            return new DeviceMemoryBlock(handle, bytes, size);
        }
    }

    public void Free(DeviceMemoryBlock block, bool finalized)
    {
        if (block.Handle == 0)
            return;
        lock (_lock)
        {
            if (_closed)
                return;
            if (!_cached.TryGetValue(block.ReservedBytes, out Stack<nint>? waiting))
                _cached.Add(block.ReservedBytes, waiting = new Stack<nint>());
            waiting.Push(block.Handle);
            _live.Remove(block.Handle);
            _mustSynchronize |= finalized || accelerator.HasOtherStreams;
            _statistics = _statistics with
            {
                LiveBytes = _statistics.LiveBytes - block.RequestedBytes,
                LiveBuffers = _statistics.LiveBuffers - 1,
                CachedBytes = _statistics.CachedBytes + block.ReservedBytes,
                FinalizedBuffers = _statistics.FinalizedBuffers + (finalized ? 1 : 0),
            };
        }
    }

    /// <summary>Gives every cached block back to the driver.</summary>
    public void Trim()
    {
        lock (_lock)
            TrimLocked();
    }

    /// <summary>Gives every block back to the driver, the live ones too: the accelerator goes away.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            accelerator.Synchronize();
            TrimLocked();
            foreach (nint handle in _live)
                accelerator.FreeDevice(handle);
            _live.Clear();
            _closed = true;
        }
    }

    private nint AskDriver(long bytes, long size)
    {
        if (_statistics.ReservedBytes > _limit - size)
        {
            TrimLocked();
            if (_statistics.ReservedBytes > _limit - size)
                throw OutOfMemory(bytes, FormattableString.Invariant($"the limit is {_limit:N0} bytes"), null);
        }
        try
        {
            return accelerator.AllocateDevice(size);
        }
        catch (OutOfDeviceMemorySignal)
        {
            TrimLocked();
        }
        try
        {
            return accelerator.AllocateDevice(size);
        }
        catch (OutOfDeviceMemorySignal signal)
        {
            throw OutOfMemory(bytes, signal.Message, signal);
        }
    }

    private DeviceOutOfMemoryException OutOfMemory(long bytes, string reason, Exception? cause) =>
        new(accelerator, bytes, _statistics, reason, cause);

    private void TrimLocked()
    {
        if (_statistics.CachedBytes == 0)
            return;
        accelerator.Synchronize();
        foreach (Stack<nint> waiting in _cached.Values)
        {
            while (waiting.TryPop(out nint handle))
                accelerator.FreeDevice(handle);
        }
        _mustSynchronize = false;
        _statistics = _statistics with
        {
            ReservedBytes = _statistics.ReservedBytes - _statistics.CachedBytes,
            CachedBytes = 0,
            Trims = _statistics.Trims + 1,
        };
    }
}
