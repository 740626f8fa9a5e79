namespace GpuNN.Backends;

/// <summary>A block of a device's memory, made by <see cref="IBackend.Allocate"/>. Backends derive their own.</summary>
public abstract class DeviceBuffer : IDisposable
{
    /// <summary>A block of this many bytes.</summary>
    protected DeviceBuffer(long bytes) => Bytes = bytes;

    /// <summary>The size.</summary>
    public long Bytes { get; }

    /// <summary>The address where the host may read and write the block, or 0 where only the device can.</summary>
    public virtual nint HostAddress => 0;

    /// <summary>Gives the memory back to the device.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back to the device.</summary>
    protected abstract void Dispose(bool disposing);
}
