using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>1 / (1 + e^−x); below −88.7 the result is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, IVector<V, float>
    {
        // With −x = n·ln 2 − r, e^−x is carried as twice 2^(n−1)·e^−r, so that it may reach infinity.
        V clamped = V.MinNative(V.Broadcast(87f), V.MaxNative(V.Broadcast(-89f), x));
        V biased = V.MultiplyAdd(clamped, V.Broadcast(-Log2E), V.Broadcast(RoundingMagic + 126f));
        V exponent = biased - V.Broadcast(RoundingMagic + 126f);
        V r = V.MultiplyAdd(exponent, V.Broadcast(Ln2High), clamped);
        r = V.MultiplyAdd(exponent, V.Broadcast(Ln2Low), r);
        V p = V.MultiplyAdd(V.Broadcast(0.0013818939f), r, V.Broadcast(-0.008368704f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.04166829f));
        p = V.MultiplyAdd(p, r, V.Broadcast(-0.16666521f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.49999994f));
        p = V.MultiplyAdd(p, r, V.Broadcast(-1f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f));
        V half = p * V.ShiftLeft(biased, 23);
        return V.Broadcast(1f) / V.MultiplyAdd(half, V.Broadcast(2f), V.Broadcast(1f));
    }
}
