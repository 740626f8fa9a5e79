namespace GpuNN.Jit.Targets.Ptx;

/// <summary>
/// Single precision: what networks use most stays in float, since float64 is slow on most devices; the rest is computed in
/// double and rounded.
/// </summary>
internal static partial class PtxMath
{
    /// <summary>e^x.</summary>
    public static float Exp(float x)
    {
        if (!(x < 89f))
            return x >= 89f ? float.PositiveInfinity : x;
        if (x < -104f)
            return 0;
        float n = MathF.Round(x * 1.44269504f);
        float r = MathF.FusedMultiplyAdd(-n, 0.693147182f, x);
        r = MathF.FusedMultiplyAdd(-n, -1.9046543e-9f, r);
        float p = 1f / 5040;
        p = MathF.FusedMultiplyAdd(p, r, 1f / 720);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 120);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 24);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 6);
        p = MathF.FusedMultiplyAdd(p, r, 0.5f);
        p = MathF.FusedMultiplyAdd(p, r, 1f);
        p = MathF.FusedMultiplyAdd(p, r, 1f);
        int k = (int)n;
        int first = k >> 1;
        return p * PowerOfTwoSingle(first) * PowerOfTwoSingle(k - first);
    }

    /// <summary>ln x.</summary>
    public static float Log(float x)
    {
        if (!(x > 0) || x == float.PositiveInfinity)
            return x == 0 ? float.NegativeInfinity : x > 0 ? x : float.NaN;
        float f = Mantissa(x, out int exponent) - 1;
        float s = f / (2 + f);
        float tail = s * (f - LogTail(s * s));
        return MathF.FusedMultiplyAdd(exponent, 0.693359375f, MathF.FusedMultiplyAdd(exponent, -2.12194440e-4f, -tail) + f);
    }

    /// <summary>log₂ x, exact at powers of two.</summary>
    public static float Log2(float x)
    {
        if (!(x > 0) || x == float.PositiveInfinity)
            return x == 0 ? float.NegativeInfinity : x > 0 ? x : float.NaN;
        float f = Mantissa(x, out int exponent) - 1;
        float s = f / (2 + f);
        return MathF.FusedMultiplyAdd(f - s * (f - LogTail(s * s)), 1.44269504f, exponent);
    }

    /// <summary>log₁₀ x.</summary>
    public static float Log10(float x) => (float)Log10((double)x);

    /// <summary>sin x.</summary>
    public static float Sin(float x)
    {
        if (x == 0)
            return x;
        if (MathF.Abs(x) > 10000f)
            return (float)Sin((double)x);
        float r = Reduce(x, out int quadrant);
        float value = (quadrant & 1) == 0 ? SinNearZero(r) : CosNearZero(r);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>cos x.</summary>
    public static float Cos(float x)
    {
        if (MathF.Abs(x) > 10000f)
            return (float)Cos((double)x);
        float r = Reduce(x, out int quadrant);
        float value = (quadrant & 1) == 0 ? CosNearZero(r) : SinNearZero(r);
        return ((quadrant + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>tan x.</summary>
    public static float Tan(float x) => (float)Tan((double)x);

    /// <summary>arcsin x.</summary>
    public static float Asin(float x) => (float)Asin((double)x);

    /// <summary>arccos x.</summary>
    public static float Acos(float x) => (float)Acos((double)x);

    /// <summary>arctan x.</summary>
    public static float Atan(float x) => (float)Atan((double)x);

    /// <summary>The angle of the point (x, y).</summary>
    public static float Atan2(float y, float x) => (float)Atan2((double)y, (double)x);

    /// <summary>sinh x.</summary>
    public static float Sinh(float x) => (float)Sinh((double)x);

    /// <summary>cosh x.</summary>
    public static float Cosh(float x) => (float)Cosh((double)x);

    /// <summary>tanh x: sinh/√(1 + sinh²) near zero, 1 − 2/(e^2x + 1) elsewhere.</summary>
    public static float Tanh(float x)
    {
        float a = MathF.Abs(x);
        if (a < 0.6f)
        {
            float z = x * x;
            float p = 1f / 362880;
            p = MathF.FusedMultiplyAdd(p, z, 1f / 5040);
            p = MathF.FusedMultiplyAdd(p, z, 1f / 120);
            p = MathF.FusedMultiplyAdd(p, z, 1f / 6);
            float sinh = MathF.FusedMultiplyAdd(p * z, x, x);
            return sinh / MathF.Sqrt(MathF.FusedMultiplyAdd(sinh, sinh, 1f));
        }
        return float.IsNaN(x) ? x : MathF.CopySign(a > 10f ? 1f : 1f - 2f / (Exp(2f * a) + 1f), x);
    }

    /// <summary>∛x.</summary>
    public static float Cbrt(float x) => (float)Cbrt((double)x);

    /// <summary>x^y.</summary>
    public static float Pow(float x, float y) => (float)Pow((double)x, (double)y);

    /// <summary>x − y · trunc(x / y), exactly.</summary>
    public static float Remainder(float x, float y) => (float)Remainder((double)x, (double)y);

    private static float PowerOfTwoSingle(int k) => BitConverter.Int32BitsToSingle((k + 127) << 23);

    private static float Mantissa(float x, out int exponent)
    {
        int shift = 0;
        if (x < 1.17549435e-38f)
        {
            x *= 16777216f;
            shift = 24;
        }
        int bits = BitConverter.SingleToInt32Bits(x);
        float m = BitConverter.Int32BitsToSingle((bits & 0x7FFFFF) | 0x3F800000);
        exponent = (bits >> 23) - 127 - shift;
        if (m > 1.41421354f)
        {
            m *= 0.5f;
            exponent++;
        }
        return m;
    }

    private static float LogTail(float z)
    {
        float p = 2f / 11;
        p = MathF.FusedMultiplyAdd(p, z, 2f / 9);
        p = MathF.FusedMultiplyAdd(p, z, 2f / 7);
        p = MathF.FusedMultiplyAdd(p, z, 2f / 5);
        p = MathF.FusedMultiplyAdd(p, z, 2f / 3);
        return p * z;
    }

    private static float Reduce(float x, out int quadrant)
    {
        float n = MathF.Round(x * 0.636619747f);
        quadrant = (int)n & 3;
        float r = MathF.FusedMultiplyAdd(-n, 1.57079637f, x);
        r = MathF.FusedMultiplyAdd(-n, -4.37113883e-8f, r);
        return MathF.FusedMultiplyAdd(-n, -1.71512489e-15f, r);
    }

    private static float SinNearZero(float r)
    {
        float z = r * r;
        float p = 1f / 362880;
        p = MathF.FusedMultiplyAdd(p, z, -1f / 5040);
        p = MathF.FusedMultiplyAdd(p, z, 1f / 120);
        p = MathF.FusedMultiplyAdd(p, z, -1f / 6);
        return MathF.FusedMultiplyAdd(p * z, r, r);
    }

    private static float CosNearZero(float r)
    {
        float z = r * r;
        float p = -1f / 3628800;
        p = MathF.FusedMultiplyAdd(p, z, 1f / 40320);
        p = MathF.FusedMultiplyAdd(p, z, -1f / 720);
        p = MathF.FusedMultiplyAdd(p, z, 1f / 24);
        float half = 0.5f * z, head = 1 - half;
        return head + MathF.FusedMultiplyAdd(p * z, z, 1 - head - half);
    }
}
