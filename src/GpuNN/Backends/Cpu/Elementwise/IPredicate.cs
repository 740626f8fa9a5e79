using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>A question about pairs of elements; the answer is a mask.</summary>
internal interface IPredicate<T>
    where T : unmanaged
{
    static abstract V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T>;
}
