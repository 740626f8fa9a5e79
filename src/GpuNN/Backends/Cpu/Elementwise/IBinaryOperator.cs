using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x, y) on registers of any width.</summary>
internal interface IBinaryOperator<T>
    where T : unmanaged
{
    /// <inheritdoc cref="IUnaryOperator{T}.IsShort"/>
    static abstract bool IsShort { get; }

    V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T>;
}
