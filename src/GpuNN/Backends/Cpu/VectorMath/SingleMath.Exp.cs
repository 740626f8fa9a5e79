using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>Elementary functions of single precision, one definition each for every register width.</summary>
internal static partial class SingleMath
{
    private const float Log2E = 1.44269504f;
    private const float Ln2 = 0.693147181f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>1.5·2^23: adding it rounds to an integer, which then stands in the low bits.</summary>
    private const float RoundingMagic = 12582912f;

    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, IVector<V, float>
    {
        // Within ±87 the power of two is added to the exponent's bits; few registers hold anything beyond.
        V rounded = V.MultiplyAdd(x, V.Broadcast(Log2E), V.Broadcast(RoundingMagic));
        V exponent = rounded - V.Broadcast(RoundingMagic);
        V remainder = V.MultiplyAdd(exponent, V.Broadcast(-Ln2High), x);
        remainder = V.MultiplyAdd(exponent, V.Broadcast(-Ln2Low), remainder);
        V result = V.AddBits(ExpOfRemainder(remainder), V.ShiftLeft(rounded, 23));
        return V.AnyTrue(V.NotLessThanOrEqual(V.Abs(x), V.Broadcast(87f))) ? ExpOfAny(x) : result;
    }

    /// <summary>e^x down to the subnormals and up to infinity, and of NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V ExpOfAny<V>(V x)
        where V : struct, IVector<V, float>
    {
        // Beyond these bounds the result is 0 or infinity, and stays so. NaN passes both.
        V clamped = V.MinNative(V.Broadcast(89f), V.MaxNative(V.Broadcast(-104f), x));
        V exponent = RoundToExponent(clamped, out V remainder);
        return V.ScaleByPowerOfTwo(ExpOfRemainder(remainder), exponent);
    }

    /// <summary>x = exponent·ln 2 + remainder, |remainder| ≤ ln 2 / 2 (Cody and Waite's two-part ln 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V RoundToExponent<V>(V x, out V remainder)
        where V : struct, IVector<V, float>
    {
        V magic = V.Broadcast(RoundingMagic);
        V exponent = V.MultiplyAdd(x, V.Broadcast(Log2E), magic) - magic;
        remainder = V.MultiplyAdd(exponent, V.Broadcast(-Ln2High), x);
        remainder = V.MultiplyAdd(exponent, V.Broadcast(-Ln2Low), remainder);
        return exponent;
    }

    /// <summary>e^r for |r| ≤ ln 2 / 2: minimax, relative error 3.2e-9 before rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfRemainder<V>(V r)
        where V : struct, IVector<V, float>
    {
        V p = V.MultiplyAdd(V.Broadcast(0.0013818939f), r, V.Broadcast(0.008368704f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.04166829f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.16666521f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.49999994f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1f));
        return V.MultiplyAdd(p, r, V.Broadcast(1f));
    }

    /// <summary>
    /// e^x for x ≤ 0, with results below the normal numbers flushed to 0: for sums in which they would not count. The relative
    /// error grows with x by 3e-9·|x| as ln 2 has one part.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfNegative<V>(V x)
        where V : struct, IVector<V, float>
    {
        // The exponent's bias rides on the magic number: at −88 and below, −∞ among it, nothing is left of the power of two.
        // NaN passes.
        V clamped = V.MaxNative(V.Broadcast(-88f), x);
        V rounded = V.MultiplyAdd(clamped, V.Broadcast(Log2E), V.Broadcast(RoundingMagic + 127f));
        V exponent = rounded - V.Broadcast(RoundingMagic + 127f);
        V remainder = V.MultiplyAdd(exponent, V.Broadcast(-Ln2), clamped);
        return ExpOfRemainder(remainder) * V.ShiftLeft(rounded, 23);
    }

    /// <summary>2^exponent for integral exponents from -126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwoOf<V>(V exponent)
        where V : struct, IVector<V, float> =>
        V.ShiftLeft(exponent + V.Broadcast(RoundingMagic + 127f), 23);
}
