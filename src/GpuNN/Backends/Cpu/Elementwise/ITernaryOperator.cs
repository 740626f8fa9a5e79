using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x, y, w) on registers of any width.</summary>
internal interface ITernaryOperator<T>
    where T : unmanaged
{
    V Invoke<V>(V x, V y, V w)
        where V : struct, IVector<V, T>;
}
