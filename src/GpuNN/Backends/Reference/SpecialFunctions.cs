using System.Numerics;

namespace GpuNN.Backends.Reference;

/// <summary>Functions that .NET lacks, or has without their accuracy near 0.</summary>
internal static class SpecialFunctions
{
    /// <summary>eˣ − 1 by Kahan's correction: the error of u = eˣ cancels in (u − 1)/ln u.</summary>
    public static T Expm1<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T u = T.Exp(x);
        if (u == T.One) return x;
        T difference = u - T.One;
        return difference == -T.One || T.IsInfinity(u) ? difference : difference * (x / T.Log(u));
    }

    /// <summary>ln(1 + x) by Kahan's correction: the error of u = 1 + x cancels in ln u/(u − 1).</summary>
    public static T Log1p<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T u = T.One + x;
        return u == T.One ? x : T.IsPositiveInfinity(u) ? u : T.Log(u) * (x / (u - T.One));
    }

    /// <summary>The logarithm to base 2; two interfaces of <see cref="IBinaryFloatingPointIeee754{T}"/> have one.</summary>
    public static T Log2<T>(T x)
        where T : ILogarithmicFunctions<T> => T.Log2(x);

    /// <summary>2/√π · e^(−x²) · Σ 2ⁿ·x^(2n+1)/(2n+1)!!, whose terms have one sign; ±1 in float64 beyond 6.</summary>
    public static T Erf<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double value = double.CreateChecked(x);
        if (Math.Abs(value) > 6) return T.CreateChecked(Math.Sign(value));
        double term = value, sum = value;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * value * value / ((2 * n) + 1);
            sum += term;
        }

        return T.CreateChecked(2 / Math.Sqrt(Math.PI) * Math.Exp(-value * value) * sum);
    }
}
