using System.Numerics;

namespace GpuNN.Backends.Gpu;

/// <summary>Memory that lives for one operator, kept for the next. Work is ordered, so a buffer may be handed out again while
/// launches that use it are still queued. Not thread-safe: its backend locks.</summary>
internal sealed class GpuWorkspace(Accelerator accelerator) : IDisposable
{
    private const int SmallestLogarithm = 8;

    private readonly Stack<GpuBuffer>?[] _free = new Stack<GpuBuffer>?[64];

    /// <summary>A buffer of at least this many bytes, of a size that is a power of two.</summary>
    public GpuBuffer Rent(long bytes)
    {
        int logarithm = Class(bytes);
        return _free[logarithm] is { Count: > 0 } stack ? stack.Pop() : new GpuBuffer(accelerator, 1L << logarithm);
    }

    public void Return(GpuBuffer buffer) => (_free[Class(buffer.Bytes)] ??= new()).Push(buffer);

    /// <summary>Gives everything back to the device.</summary>
    public void Dispose()
    {
        foreach (Stack<GpuBuffer>? stack in _free)
        {
            while (stack is { Count: > 0 }) stack.Pop().Dispose();
        }
    }

    private static int Class(long bytes) =>
        Math.Max(SmallestLogarithm, 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(bytes, 1) - 1));
}
