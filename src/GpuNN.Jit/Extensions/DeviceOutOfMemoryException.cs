namespace GpuNN.Jit.Extensions;

/// <summary>A device has no memory left for an allocation, also after its pool was emptied.</summary>
public sealed class DeviceOutOfMemoryException : AcceleratorException
{
    internal DeviceOutOfMemoryException(
        Accelerator accelerator, long requestedBytes, MemoryStatistics statistics, string reason, Exception? innerException = null)
        : base(accelerator.AcceleratorType, FormattableString.Invariant(
            $"{accelerator.Name}: cannot allocate {requestedBytes:N0} bytes ({reason}); {statistics.LiveBytes:N0} bytes are in use and {statistics.CachedBytes:N0} are cached."), innerException)
    {
        RequestedBytes = requestedBytes;
        Statistics = statistics;
    }

    /// <summary>The size that was asked for.</summary>
    public long RequestedBytes { get; }

    /// <summary>The pool's state when the allocation failed.</summary>
    public MemoryStatistics Statistics { get; }
}
