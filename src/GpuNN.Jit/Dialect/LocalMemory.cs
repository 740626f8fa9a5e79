using GpuNN.Jit.Targets.Clr.Direct;

namespace GpuNN.Jit;

/// <summary>Memory of one work item. Its contents are undefined until written.</summary>
public static class LocalMemory
{
    /// <summary>
    /// An array of <paramref name="extent"/> elements; the extent must be a compile-time constant. An array that is
    /// indexed by constants alone (after unrolling) lives in registers.
    /// </summary>
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => DirectItem.Current().Local<T>(extent);
}
