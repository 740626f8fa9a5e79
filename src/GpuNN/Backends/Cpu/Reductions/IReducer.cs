using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>How many elements become one: each is mapped, then all are combined, in any order.</summary>
internal interface IReducer<T>
    where T : unmanaged
{
    /// <summary>What combining does not see: the result of no elements.</summary>
    static abstract T Identity { get; }

    /// <summary>Whether <see cref="Map"/> takes a shift: one number for each result.</summary>
    static abstract bool IsShifted { get; }

    static abstract V Map<V>(V x, V shift)
        where V : struct, IVector<V, T>;

    static abstract V Combine<V>(V x, V y)
        where V : struct, IVector<V, T>;

    /// <summary>The lanes of a register, combined.</summary>
    static abstract T Fold<V>(V value)
        where V : struct, IVector<V, T>;
}
