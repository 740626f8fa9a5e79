using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>tanh |x| = m / (2 − m) with m = 1 − e^(−2|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, IVector<V, float>
    {
        // −2|x| = n·ln 2 − 2r. Where n is large e^(−2|x|) hardly counts, so that one part of ln 2 is enough.
        V magnitude = V.MinNative(V.Broadcast(9.02f), V.Abs(x));
        V biased = V.MultiplyAdd(magnitude, V.Broadcast(-2 * Log2E), V.Broadcast(RoundingMagic + 127f));
        V exponent = biased - V.Broadcast(RoundingMagic + 127f);
        V r = V.MultiplyAdd(exponent, V.Broadcast(0.5f * Ln2), magnitude);
        V power = V.ShiftLeft(biased, 23);

        // 1 − e^(−2r), minimax: relative error 1.1e-8 before rounding.
        V p = V.MultiplyAdd(V.Broadcast(-0.088888787f), r, V.Broadcast(0.2678125f));
        p = V.MultiplyAdd(p, r, V.Broadcast(-0.6666742f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1.3333205f));
        p = V.MultiplyAdd(p, r, V.Broadcast(-1.9999999f));
        p = V.MultiplyAdd(p, r, V.Broadcast(2f));
        V m = V.MultiplyAdd(p * r, power, V.Broadcast(1f) - power);
        return WithSignOf(m / (V.Broadcast(2f) - m), x);
    }
}
