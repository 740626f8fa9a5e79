using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>1 / (1 + e^−x); below −88.7 the result is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, IVector<V, float>
    {
        // e^−x is carried as twice a number of half its size, so that it may reach infinity.
        V clamped = V.MinNative(V.Broadcast(89f), V.MaxNative(V.Broadcast(-87f), -x));
        V exponent = RoundToExponent(clamped, out V remainder);
        V half = ExpOfRemainder(remainder) * PowerOfTwoOf(exponent - V.Broadcast(1f));
        return V.Broadcast(1f) / V.MultiplyAdd(half, V.Broadcast(2f), V.Broadcast(1f));
    }
}
