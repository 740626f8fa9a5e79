using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Σ e^(x − shift) for shifts not below x: terms below the normal numbers do not count.</summary>
internal readonly struct NegativeExponentialReducer : IReducer<float>
{
    public static float Identity => 0;

    public static bool IsShifted => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, float> => SingleMath.ExpOfNegative(x - shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, float> => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fold<V>(V value)
        where V : struct, IVector<V, float> => V.Sum(value);
}
