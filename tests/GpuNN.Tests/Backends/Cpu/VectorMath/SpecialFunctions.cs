namespace GpuNN.Tests.Backends.Cpu.VectorMath;

/// <summary>Double-precision functions that .NET lacks, by series and continued fraction.</summary>
internal static class SpecialFunctions
{
    public static double Erf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        return Math.Abs(x) < 2 ? ErfSeries(x) : Math.Sign(x) * (1 - ErfcFraction(Math.Abs(x)));
    }

    /// <summary>Φ(x) = erfc(−x/√2)/2.</summary>
    public static double NormalDistribution(double x)
    {
        double t = -x / Math.Sqrt(2);
        return t < 2 ? (1 - Erf(t)) / 2 : ErfcFraction(t) / 2;
    }

    private static double ErfSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-20 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double ErfcFraction(double x)
    {
        if (x > 27)
        {
            return 0;
        }

        double fraction = x;
        for (int k = 120; k >= 1; k--)
        {
            fraction = x + k / 2.0 / fraction;
        }

        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
