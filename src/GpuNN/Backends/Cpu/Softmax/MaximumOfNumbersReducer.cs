using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>
/// max x in one operation, passing over NaN or not as the processor does: where one is, the sum of exponentials tells.
/// </summary>
internal readonly struct MaximumOfNumbersReducer : IReducer<float>
{
    public static float Identity => float.NegativeInfinity;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, float> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, float> => V.MaxNative(y, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fold<V>(V value)
        where V : struct, IVector<V, float> => LaneFold.Of<V, float, MaximumOfNumbersReducer>(value);
}
