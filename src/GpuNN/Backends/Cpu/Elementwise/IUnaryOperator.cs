using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x) on registers of any width.</summary>
internal interface IUnaryOperator<T>
    where T : unmanaged
{
    /// <summary>Whether the operator is so short that loops over it are unrolled.</summary>
    static abstract bool IsShort { get; }

    V Invoke<V>(V x)
        where V : struct, IVector<V, T>;
}
