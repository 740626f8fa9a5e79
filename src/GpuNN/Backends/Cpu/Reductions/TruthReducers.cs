using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Whether all are 1; so it is of none.</summary>
internal readonly struct AllReducer : IReducer<byte>
{
    public static byte Identity => 1;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, byte> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, byte> => x & y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Fold<V>(V value)
        where V : struct, IVector<V, byte> => LaneFold.Of<V, byte, AllReducer>(value);
}

/// <summary>Whether any is 1; of none it is not.</summary>
internal readonly struct AnyReducer : IReducer<byte>
{
    public static byte Identity => 0;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, byte> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, byte> => x | y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Fold<V>(V value)
        where V : struct, IVector<V, byte> => LaneFold.Of<V, byte, AnyReducer>(value);
}
