using GpuNN.Backends;

namespace GpuNN.Bench.Limits;

/// <summary>Native float memory on a cache-line boundary, touched once so that no page fault is timed.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    public AlignedBuffer(long length)
    {
        Length = length;
        Pointer = (float*)HostMemory.Allocate((nuint)(length * sizeof(float)), 4096);
        new Span<float>(Pointer, checked((int)length)).Fill(1f);
    }

    public float* Pointer { get; private set; }

    public long Length { get; }

    public void Dispose()
    {
        HostMemory.Free(Pointer);
        Pointer = null;
    }
}
