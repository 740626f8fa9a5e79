namespace GpuNN;

/// <summary>What a device's memory holds, in bytes.</summary>
/// <param name="LiveBytes">Held by tensors.</param>
/// <param name="CachedBytes">Free, kept for the next allocation.</param>
/// <param name="PeakLiveBytes">The most that was ever live.</param>
/// <param name="Allocations">Requests so far.</param>
/// <param name="CacheHits">Requests served from the cache.</param>
/// <param name="FinalizedBuffers">Buffers that only the garbage collector gave back: tensors nobody disposed and no step
/// owned.</param>
public readonly record struct MemoryStatistics(
    long LiveBytes, long CachedBytes, long PeakLiveBytes, long Allocations, long CacheHits, long FinalizedBuffers);
