using GpuNN.Jit;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>Overwrites more memory than a second-level cache holds (an H100's has 50 MB), so that the call behind it finds none
/// of its operands there.</summary>
internal sealed class CacheFlush(Accelerator accelerator) : IDisposable
{
    private const long Bytes = 256L << 20;

    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _memory = accelerator.Allocate1D<byte>(Bytes);

    public void Run() => _memory.MemSetToZero();

    public void Dispose() => _memory.Dispose();
}
