using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>e^x − 1, without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, IVector<V, float>
    {
        // Below −18 the result is −1; above 89 it is infinity. Half of 2^n keeps the largest exponent in range.
        V clamped = V.MinNative(V.Broadcast(89f), V.MaxNative(V.Broadcast(-18f), x));
        V exponent = RoundToExponent(clamped, out V remainder);
        V half = PowerOfTwoOf(exponent - V.Broadcast(1f));
        V result = V.MultiplyAdd(Expm1OfRemainder(remainder), half, half - V.Broadcast(0.5f));
        return WithSignOf(result + result, x);
    }

    /// <summary>e^r − 1 for |r| ≤ ln 2 / 2, by the same polynomial as e^r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1OfRemainder<V>(V r)
        where V : struct, IVector<V, float>
    {
        V p = V.MultiplyAdd(V.Broadcast(0.0013818939f), r, V.Broadcast(0.008368704f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.04166829f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.16666521f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.49999994f));
        return V.MultiplyAdd(p * r, r, r);
    }

    /// <summary>The result with the sign bit of x set where x has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSignOf<V>(V result, V x)
        where V : struct, IVector<V, float>
    {
        return result | (x & V.Broadcast(-0f));
    }
}
