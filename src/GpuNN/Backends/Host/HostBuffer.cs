namespace GpuNN.Backends;

/// <summary>Memory of the host, aligned to a cache line.</summary>
public sealed unsafe class HostBuffer : DeviceBuffer
{
    private const int Alignment = 64;

    private void* _address;

    /// <summary>Allocates; the memory is not cleared.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The system has no room.</exception>
    public HostBuffer(long bytes)
        : base(bytes)
    {
        try
        {
            _address = HostMemory.Allocate((nuint)Math.Max(bytes, 1), Alignment);
        }
        catch (OutOfMemoryException exception)
        {
            throw new OutOfDeviceMemoryException(nameof(HostBuffer), null, $"a request for {bytes} bytes", "room in memory", exception);
        }
    }

    /// <summary>Frees the memory if nobody did.</summary>
    ~HostBuffer() => Dispose(false);

    /// <inheritdoc/>
    public override nint HostAddress => (nint)_address;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        HostMemory.Free(_address);
        _address = null;
    }
}
