using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>tanh x = −m / (2 + m) with m = e^(−2|x|) − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, IVector<V, float>
    {
        V magnitude = V.Abs(x);
        V exponent = RoundToExponent(V.MaxNative(V.Broadcast(-18f), V.Broadcast(-2f) * magnitude), out V remainder);
        V power = PowerOfTwoOf(exponent);
        V m = V.MultiplyAdd(Expm1OfRemainder(remainder), power, power - V.Broadcast(1f));
        return WithSignOf(V.Abs(m / (m + V.Broadcast(2f))), x);
    }
}
