using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

internal static partial class SingleMath
{
    /// <summary>ln x: −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, IVector<V, float>
    {
        V exponent = SplitExponent(x, out V fraction);
        V tail = LogTail(fraction);
        tail = V.MultiplyAdd(exponent, V.Broadcast(Ln2Low), tail);
        V result = V.MultiplyAdd(exponent, V.Broadcast(Ln2High), fraction + tail);
        return WithLogLimits(result, x);
    }

    /// <summary>log₂ x: −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log2<V>(V x)
        where V : struct, IVector<V, float>
    {
        V exponent = SplitExponent(x, out V fraction);
        V logarithm = fraction + LogTail(fraction);
        return WithLogLimits(V.MultiplyAdd(logarithm, V.Broadcast(Log2E), exponent), x);
    }

    /// <summary>ln(1 + x), without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x)
        where V : struct, IVector<V, float>
    {
        // With 1 + x ≈ 2^k·m, the fraction is x·2^−k + (2^−k − 1): one rounding.
        V sum = V.Broadcast(1f) + x;
        V bits = V.SubtractBits(sum, V.Broadcast(SquareRootOfHalf)) & V.FromBits(unchecked((int)0xFF800000));
        V scale = V.SubtractBits(V.Broadcast(1f), bits);
        V fraction = V.MultiplyAdd(x, scale, scale - V.Broadcast(1f));
        V exponent = V.FromIntegerBits(V.ShiftRightArithmetic(bits, 23));
        V tail = V.MultiplyAdd(exponent, V.Broadcast(Ln2Low), LogTail(fraction));
        V result = V.MultiplyAdd(exponent, V.Broadcast(Ln2High), fraction + tail);
        result = V.Select(V.LessThanOrEqual(V.Abs(x), V.Broadcast(1e-8f)), x, result);
        return WithLogLimits(result, sum);
    }

    /// <summary>x = 2^exponent·(1 + fraction), √½ ≤ 1 + fraction &lt; √2, subnormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SplitExponent<V>(V x, out V fraction)
        where V : struct, IVector<V, float>
    {
        V isSmall = V.LessThan(x, V.FromBits(0x00800000));
        V scaled = V.Select(isSmall, x * V.Broadcast(8388608f), x);
        V bits = V.SubtractBits(scaled, V.Broadcast(SquareRootOfHalf));
        V exponent = V.FromIntegerBits(V.ShiftRightArithmetic(bits, 23));
        fraction = V.AddBits(bits & V.FromBits(0x007FFFFF), V.Broadcast(SquareRootOfHalf)) - V.Broadcast(1f);
        return exponent - (isSmall & V.Broadcast(23f));
    }

    /// <summary>ln(1 + f) − f on [√½ − 1, √2 − 1]: minimax, relative error 8e-10 before rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogTail<V>(V f)
        where V : struct, IVector<V, float>
    {
        V p = V.MultiplyAdd(V.Broadcast(0.069156125f), f, V.Broadcast(-0.1178937f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.118726194f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.12384402f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.14218716f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.1666925f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.20002224f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.24999987f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.3333331f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.5f));
        return p * (f * f);
    }

    /// <summary>ln 0 = −∞, ln ∞ = ∞, NaN below 0 and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithLogLimits<V>(V result, V x)
        where V : struct, IVector<V, float>
    {
        result = V.Select(V.LessThan(x, V.Broadcast(float.PositiveInfinity)), result, x);
        result = V.Select(V.Equal(x, V.Zero), V.Broadcast(float.NegativeInfinity), result);
        return V.Select(V.LessThan(x, V.Zero), V.Broadcast(float.NaN), result);
    }

    private const float SquareRootOfHalf = 0.70710677f;
}
