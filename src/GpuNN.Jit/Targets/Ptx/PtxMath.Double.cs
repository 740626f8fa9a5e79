namespace GpuNN.Jit.Targets.Ptx;

/// <summary>
/// The functions that PTX has no accurate instructions for, as code that kernels inline: Taylor polynomials after the usual
/// reductions of the argument. Errors are a few units in the last place; arguments of sine, cosine and tangent are reduced
/// accurately up to 1e9.
/// </summary>
internal static partial class PtxMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double PiHalf = 1.5707963267948966;
    private const double PiHalfMiddle = 6.123233995736766e-17;
    private const double PiHalfLow = -1.4973849048591833e-33;

    /// <summary>e^x: 2^n · e^r with |r| ≤ ln 2 / 2.</summary>
    public static double Exp(double x) => ExpScaled(x, 0);

    /// <summary>ln x.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || x == double.PositiveInfinity)
            return LogAtTheEdge(x);
        double f = Mantissa(x, out int exponent) - 1;
        double s = f / (2 + f);
        return exponent * Ln2High - ((s * (f - LogTail(s * s)) - exponent * Ln2Low) - f);
    }

    /// <summary>log₂ x, exact at powers of two.</summary>
    public static double Log2(double x)
    {
        if (!(x > 0) || x == double.PositiveInfinity)
            return LogAtTheEdge(x);
        double f = Mantissa(x, out int exponent) - 1;
        double s = f / (2 + f);
        return Math.FusedMultiplyAdd(f - s * (f - LogTail(s * s)), 1.4426950408889634, exponent);
    }

    /// <summary>log₁₀ x.</summary>
    public static double Log10(double x) => Log(x) * 0.4342944819032518;

    /// <summary>sin x.</summary>
    public static double Sin(double x)
    {
        if (x == 0)
            return x;
        double r = Reduce(x, out int quadrant);
        double value = (quadrant & 1) == 0 ? SinNearZero(r) : CosNearZero(r);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>cos x.</summary>
    public static double Cos(double x)
    {
        double r = Reduce(x, out int quadrant);
        double value = (quadrant & 1) == 0 ? CosNearZero(r) : SinNearZero(r);
        return ((quadrant + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>tan x.</summary>
    public static double Tan(double x)
    {
        if (x == 0)
            return x;
        double r = Reduce(x, out int quadrant);
        double sine = SinNearZero(r), cosine = CosNearZero(r);
        return (quadrant & 1) == 0 ? sine / cosine : -cosine / sine;
    }

    /// <summary>arcsin x.</summary>
    public static double Asin(double x) => Atan2(x, Math.Sqrt((1 - x) * (1 + x)));

    /// <summary>arccos x.</summary>
    public static double Acos(double x) => 2 * Atan2(Math.Sqrt(1 - x), Math.Sqrt(1 + x));

    /// <summary>arctan x: by π/2 − arctan(1/x) beyond 1, and by π/4 + arctan((x−1)/(x+1)) beyond tan(π/8).</summary>
    public static double Atan(double x)
    {
        double t = Math.Abs(x);
        bool inverted = t > 1;
        if (inverted)
            t = 1 / t;
        bool turned = t > 0.41421356237309503;
        if (turned)
            t = (t - 1) / (t + 1);
        double angle = AtanNearZero(t);
        if (turned)
            angle = 0.78539816339744828 + angle;
        if (inverted)
            angle = PiHalf - angle;
        return Math.CopySign(angle, x);
    }

    /// <summary>The angle of the point (x, y).</summary>
    public static double Atan2(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
            return x + y;
        double ax = Math.Abs(x), ay = Math.Abs(y);
        bool left = Math.CopySign(1.0, x) < 0;
        double angle = ay == 0 ? 0
            : ax == ay ? 0.78539816339744828
            : ax < ay ? PiHalf - Atan(ax / ay)
            : Atan(ay / ax);
        if (left)
            angle = Math.PI - angle;
        return Math.CopySign(angle, y);
    }

    /// <summary>sinh x.</summary>
    public static double Sinh(double x)
    {
        double a = Math.Abs(x);
        if (a < 1)
            return SinhNearZero(x);
        // e^x / 2 without overflowing before the result does.
        double half = ExpScaled(a, -1);
        return Math.CopySign(a > 20 ? half : half - 0.25 / half, x);
    }

    /// <summary>cosh x.</summary>
    public static double Cosh(double x)
    {
        double half = ExpScaled(Math.Abs(x), -1);
        return half + 0.25 / half;
    }

    /// <summary>tanh x: sinh/√(1 + sinh²) near zero, 1 − 2/(e^2x + 1) elsewhere.</summary>
    public static double Tanh(double x)
    {
        double a = Math.Abs(x);
        if (a < 1)
        {
            double sinh = SinhNearZero(x);
            return sinh / Math.Sqrt(1 + sinh * sinh);
        }
        return double.IsNaN(x) ? x : Math.CopySign(a > 20 ? 1 : 1 - 2 / (Exp(2 * a) + 1), x);
    }

    /// <summary>∛x: a third of the exponent, then Newton's method.</summary>
    public static double Cbrt(double x)
    {
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x))
            return x;
        double a = Math.Abs(x);
        double scale = 1;
        if (a < 2.2250738585072014e-308)
        {
            a *= 18014398509481984.0;
            scale = 3.814697265625e-6;
        }
        double root = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a) / 3 + 0x2A9F7893782DA1CEL);
        for (int i = 0; i < 4; i++)
        {
            double square = root * root;
            double tail = Math.FusedMultiplyAdd(root, root, -square);
            root -= (Math.FusedMultiplyAdd(square, root, -a) + tail * root) / (3 * square);
        }
        return Math.CopySign(root * scale, x);
    }

    /// <summary>x^y as e^(y ln x), the logarithm in two doubles.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;
        double a = Math.Abs(x);
        if (double.IsInfinity(y))
            return a == 1 ? 1 : a > 1 == y > 0 ? double.PositiveInfinity : 0;
        bool whole = Math.Truncate(y) == y;
        bool odd = whole && Math.Abs(y) < 9007199254740992.0 && ((long)y & 1) != 0;
        bool negative = odd && Math.CopySign(1.0, x) < 0;
        if (a == 0 || double.IsInfinity(a))
        {
            double edge = a == 0 == y > 0 ? 0 : double.PositiveInfinity;
            return negative ? -edge : edge;
        }
        if (x < 0 && !whole)
            return double.NaN;

        double f = Mantissa(a, out int exponent) - 1;
        double t = 2 + f, tailOfT = f - (t - 2);
        double s = f / t;
        double tailOfS = (Math.FusedMultiplyAdd(-s, t, f) - s * tailOfT) / t;
        double high = exponent * Ln2High + 2 * s;
        double low = exponent * Ln2High - high + 2 * s + (exponent * Ln2Low + 2 * tailOfS + s * LogTail(s * s));
        double log = high + low;
        double tailOfLog = high - log + low;
        double product = y * log;
        double tail = Math.FusedMultiplyAdd(y, log, -product) + y * tailOfLog;
        double power = Exp(product);
        if (power > 0 && power < double.PositiveInfinity)
            power = Math.FusedMultiplyAdd(power, tail, power);
        return negative ? -power : power;
    }

    /// <summary>x − y · trunc(x / y), exactly: subtracts y times falling powers of two.</summary>
    public static double Remainder(double x, double y)
    {
        double a = Math.Abs(x), b = Math.Abs(y);
        if (!(a < double.PositiveInfinity) || !(b > 0))
            return double.NaN;
        if (b == double.PositiveInfinity || a < b)
            return x;
        double step = b;
        while (step <= a * 0.5)
            step *= 2;
        while (step >= b)
        {
            if (a >= step)
                a -= step;
            step *= 0.5;
        }
        return Math.CopySign(a, x);
    }

    /// <summary>e^x · 2^shift.</summary>
    private static double ExpScaled(double x, int shift)
    {
        if (!(x < 711))
            return x >= 711 ? double.PositiveInfinity : x;
        if (x < -746)
            return 0;
        double n = Math.Round(x * 1.4426950408889634);
        double r = Math.FusedMultiplyAdd(-n, 0.6931471805599453, x);
        r = Math.FusedMultiplyAdd(-n, 2.3190468138462996e-17, r);
        double p = 1.0 / 6227020800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 0.5);
        p = Math.FusedMultiplyAdd(p, r, 1.0);
        p = Math.FusedMultiplyAdd(p, r, 1.0);
        // In two factors, so that neither leaves the range and a subnormal result is rounded once.
        int k = (int)n + shift;
        int first = k >> 1;
        return p * PowerOfTwo(first) * PowerOfTwo(k - first);
    }

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((k + 1023L) << 52);

    /// <summary>x = m · 2^exponent with √½ ≤ m &lt; √2, for a positive finite x.</summary>
    private static double Mantissa(double x, out int exponent)
    {
        int shift = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0;
            shift = 54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        exponent = (int)(bits >> 52) - 1023 - shift;
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }
        return m;
    }

    private static double LogAtTheEdge(double x) =>
        x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

    /// <summary>(2 artanh(s) − 2s) / s for z = s² ≤ 0.03.</summary>
    private static double LogTail(double z)
    {
        double p = 2.0 / 23;
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 21);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 19);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 17);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 15);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 13);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 11);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 9);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 7);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 5);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 3);
        return p * z;
    }

    /// <summary>x − n π/2 with |result| ≤ π/4, in three steps of 53 bits each.</summary>
    private static double Reduce(double x, out int quadrant)
    {
        double n = Math.Round(x * 0.63661977236758138);
        quadrant = (int)(long)n & 3;
        double r = Math.FusedMultiplyAdd(-n, PiHalf, x);
        r = Math.FusedMultiplyAdd(-n, PiHalfMiddle, r);
        return Math.FusedMultiplyAdd(-n, PiHalfLow, r);
    }

    private static double SinNearZero(double r)
    {
        double z = r * r;
        double p = 1.0 / 355687428096000;
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 1307674368000);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 6227020800);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 6);
        return Math.FusedMultiplyAdd(p * z, r, r);
    }

    private static double CosNearZero(double r)
    {
        double z = r * r;
        double p = -1.0 / 6402373705728000;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 20922789888000);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 87178291200);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 720);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 24);
        // 1 − z/2 with the error of that difference carried along.
        double half = 0.5 * z, head = 1 - half;
        return head + Math.FusedMultiplyAdd(p * z, z, 1 - head - half);
    }

    private static double AtanNearZero(double t)
    {
        double z = t * t;
        double p = 0;
        for (int k = 45; k >= 3; k -= 2)
            p = Math.FusedMultiplyAdd(p, z, (k & 2) != 0 ? -1.0 / k : 1.0 / k);
        return Math.FusedMultiplyAdd(p * z, t, t);
    }

    private static double SinhNearZero(double x)
    {
        double z = x * x;
        double p = 1.0 / 121645100408832000;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 355687428096000);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 1307674368000);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 6227020800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 6);
        return Math.FusedMultiplyAdd(p * z, x, x);
    }
}
