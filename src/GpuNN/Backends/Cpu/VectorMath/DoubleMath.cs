namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>Functions of double precision that <see cref="Math"/> lacks.</summary>
internal static class DoubleMath
{
    private const double TwoOverSquareRootOfPi = 1.12837916709551257390;
    private const double SquareRootOfHalf = 0.70710678118654752440;

    /// <summary>e^x − 1 without cancellation: with u = e^x rounded, (u − 1)·x / ln u (Kahan).</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1 || double.IsInfinity(u))
        {
            return u == 1 ? x : u;
        }

        double difference = u - 1;
        return difference == -1 ? -1 : difference * x / Math.Log(u);
    }

    /// <summary>ln(1 + x) without cancellation: with u = 1 + x rounded, ln u plus what the rounding lost.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : u == 0 ? double.NegativeInfinity : Math.Log(u) + (x - (u - 1)) / u;
    }

    /// <summary>The error function: its Taylor series up to 2, then the continued fraction of erfc.</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude < 2
            ? ErfSeries(x)
            : double.IsNaN(x) ? x : Math.CopySign(1 - Erfc(magnitude), x);
    }

    /// <summary>Φ(x) = erfc(−x/√2) / 2.</summary>
    public static double NormalDistribution(double x)
    {
        double t = -x * SquareRootOfHalf;
        return t >= 2 ? 0.5 * Erfc(t) : 0.5 * (1 - Erf(t));
    }

    private static double ErfSeries(double x)
    {
        double square = x * x;
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -square / n;
            sum += term / (2 * n + 1);
        }

        return TwoOverSquareRootOfPi * sum;
    }

    /// <summary>erfc(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), for x ≥ 2.</summary>
    private static double Erfc(double x)
    {
        double fraction = x;
        for (int k = 100; k >= 1; k--)
        {
            fraction = x + 0.5 * k / fraction;
        }

        return 0.5 * TwoOverSquareRootOfPi * Math.Exp(-x * x) / fraction;
    }
}
