namespace GpuNN.Backends.Gpu;

/// <summary>A block of an accelerator's memory.</summary>
internal sealed class GpuBuffer : DeviceBuffer
{
    /// <summary>Reserved even for nothing, so that every buffer has memory to show.</summary>
    private const long Smallest = 64;

    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _memory;

    public GpuBuffer(Accelerator accelerator, long bytes)
        : base(bytes) => _memory = accelerator.Allocate1D<byte>(Math.Max(bytes, Smallest));

    /// <summary>All bytes.</summary>
    public ArrayView<byte> Bytes1D => _memory.AsContiguous();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _memory.Dispose();
    }
}
