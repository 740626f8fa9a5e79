namespace GpuNN.Jit.Extensions;

/// <summary>What the memory pool of an accelerator holds, and what it did.</summary>
/// <param name="LiveBytes">Bytes in buffers that are not disposed, as asked for.</param>
/// <param name="PeakLiveBytes">The most that <paramref name="LiveBytes"/> ever was.</param>
/// <param name="ReservedBytes">Bytes taken from the driver, live and cached, after rounding.</param>
/// <param name="CachedBytes">Bytes taken from the driver that wait for reuse.</param>
/// <param name="LiveBuffers">Buffers that are not disposed.</param>
/// <param name="Allocations">Allocations ever made.</param>
/// <param name="PoolHits">Allocations that were served without asking the driver.</param>
/// <param name="Trims">How often the cache was emptied, on request or because memory ran out.</param>
/// <param name="FinalizedBuffers">Buffers that nobody disposed and the garbage collector found.</param>
public readonly record struct MemoryStatistics(
    long LiveBytes,
    long PeakLiveBytes,
    long ReservedBytes,
    long CachedBytes,
    long LiveBuffers,
    long Allocations,
    long PoolHits,
    long Trims,
    long FinalizedBuffers);
