using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>sin x; arguments beyond 8192 are reduced one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x)
        where V : struct, IVector<V, float>
    {
        V turns = ReduceByQuarterTurns(x, out V remainder);
        V result = OfQuarter(turns, remainder);
        V isLarge = ~V.LessThanOrEqual(V.Abs(x), V.Broadcast(LargestReduced));
        return V.AnyTrue(isLarge) ? V.Select(isLarge, V.Map<ScalarSin>(x), result) : result;
    }

    /// <summary>cos x = sin(x + π/2); arguments beyond 8192 are reduced one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x)
        where V : struct, IVector<V, float>
    {
        V turns = ReduceByQuarterTurns(x, out V remainder);
        V result = OfQuarter(V.AddBits(turns, V.FromBits(1)), remainder);
        V isLarge = ~V.LessThanOrEqual(V.Abs(x), V.Broadcast(LargestReduced));
        return V.AnyTrue(isLarge) ? V.Select(isLarge, V.Map<ScalarCos>(x), result) : result;
    }

    /// <summary>x = q·π/2 + remainder, |remainder| ≤ π/4; the low bits of the result hold q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceByQuarterTurns<V>(V x, out V remainder)
        where V : struct, IVector<V, float>
    {
        // The first two parts of π/2 have so few bits that their products with q are exact.
        V magic = V.Broadcast(RoundingMagic);
        V rounded = V.MultiplyAdd(x, V.Broadcast(0.636619772f), magic);
        V q = rounded - magic;
        remainder = V.MultiplyAdd(q, V.Broadcast(-1.5703125f), x);
        remainder = V.MultiplyAdd(q, V.Broadcast(-4.837512969970703125e-4f), remainder);
        remainder = V.MultiplyAdd(q, V.Broadcast(-7.5495336204767227e-8f), remainder);
        remainder = V.MultiplyAdd(q, V.Broadcast(-2.5633440682570896e-12f), remainder);
        return rounded;
    }

    /// <summary>sin(q·π/2 + r): ±sin r or ±cos r by the low bits of q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfQuarter<V>(V q, V r)
        where V : struct, IVector<V, float>
    {
        V square = r * r;
        V sine = V.MultiplyAdd(V.Broadcast(-0.00019506842f), square, V.Broadcast(0.008332102f));
        sine = V.MultiplyAdd(sine, square, V.Broadcast(-0.16666654f));
        sine = V.MultiplyAdd(sine, square * r, r);
        V cosine = V.MultiplyAdd(V.Broadcast(2.4430668e-05f), square, V.Broadcast(-0.0013887301f));
        cosine = V.MultiplyAdd(cosine, square, V.Broadcast(0.041666646f));
        cosine = V.MultiplyAdd(cosine, square, V.Broadcast(-0.5f));
        cosine = V.MultiplyAdd(cosine, square, V.Broadcast(1f));
        V isOdd = V.ShiftRightArithmetic(V.ShiftLeft(q, 31), 31);
        V sign = V.ShiftLeft(V.ShiftRightLogical(q, 1), 31);
        return V.Select(isOdd, cosine, sine) ^ sign;
    }

    private const float LargestReduced = 8192f;

    private readonly struct ScalarSin : IScalarFunction<float>
    {
        public static float Invoke(float value) => (float)Math.Sin(value);
    }

    private readonly struct ScalarCos : IScalarFunction<float>
    {
        public static float Invoke(float value) => (float)Math.Cos(value);
    }
}
