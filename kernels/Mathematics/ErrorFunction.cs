using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>erf x = 2/√π·∫₀ˣ exp(−t²) dt and its complement 1 − erf x, by the rational approximations of W. J. Cody ("Rational
/// Chebyshev approximations for the error function", 1969): to 1e-15 in float64.</summary>
internal static class ErrorFunction
{
    /// <summary>erf x.</summary>
    public static T Of<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T magnitude = T.Abs(x);
        if (magnitude <= Coefficients<T>.NearBound) return Near(x);
        T rest = Tail(magnitude);
        return x < T.Zero ? rest - T.One : T.One - rest;
    }

    /// <summary>1 − erf x, without cancellation for large x.</summary>
    public static T Complement<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T magnitude = T.Abs(x);
        if (magnitude <= Coefficients<T>.NearBound) return T.One - Near(x);
        T rest = Tail(magnitude);
        return x < T.Zero ? Constants<T>.Two - rest : rest;
    }

    /// <summary>erf x = x·R(x²) for |x| ≤ 0.46875.</summary>
    private static T Near<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T square = x * x;
        T numerator = Coefficients<T>.A4;
        numerator = (numerator * square) + Coefficients<T>.A0;
        numerator = (numerator * square) + Coefficients<T>.A1;
        numerator = (numerator * square) + Coefficients<T>.A2;
        numerator = (numerator * square) + Coefficients<T>.A3;
        T denominator = T.One;
        denominator = (denominator * square) + Coefficients<T>.B0;
        denominator = (denominator * square) + Coefficients<T>.B1;
        denominator = (denominator * square) + Coefficients<T>.B2;
        denominator = (denominator * square) + Coefficients<T>.B3;
        return x * (numerator / denominator);
    }

    /// <summary>1 − erf x for x above that: exp(−x²)·R(x) up to 4, exp(−x²)/x·(1/√π + R(1/x²)/x²) beyond.</summary>
    private static T Tail<T>(T magnitude)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T exponential = T.Exp(-magnitude * magnitude);
        if (magnitude <= Coefficients<T>.MiddleBound)
        {
            T numerator = Coefficients<T>.C8;
            numerator = (numerator * magnitude) + Coefficients<T>.C0;
            numerator = (numerator * magnitude) + Coefficients<T>.C1;
            numerator = (numerator * magnitude) + Coefficients<T>.C2;
            numerator = (numerator * magnitude) + Coefficients<T>.C3;
            numerator = (numerator * magnitude) + Coefficients<T>.C4;
            numerator = (numerator * magnitude) + Coefficients<T>.C5;
            numerator = (numerator * magnitude) + Coefficients<T>.C6;
            numerator = (numerator * magnitude) + Coefficients<T>.C7;
            T denominator = T.One;
            denominator = (denominator * magnitude) + Coefficients<T>.D0;
            denominator = (denominator * magnitude) + Coefficients<T>.D1;
            denominator = (denominator * magnitude) + Coefficients<T>.D2;
            denominator = (denominator * magnitude) + Coefficients<T>.D3;
            denominator = (denominator * magnitude) + Coefficients<T>.D4;
            denominator = (denominator * magnitude) + Coefficients<T>.D5;
            denominator = (denominator * magnitude) + Coefficients<T>.D6;
            denominator = (denominator * magnitude) + Coefficients<T>.D7;
            return exponential * (numerator / denominator);
        }

        T inverse = T.One / (magnitude * magnitude);
        return exponential * ((Coefficients<T>.OneOverSqrtPi - (inverse * Asymptotic(inverse))) / magnitude);
    }

    private static T Asymptotic<T>(T inverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T numerator = Coefficients<T>.P5;
        numerator = (numerator * inverse) + Coefficients<T>.P0;
        numerator = (numerator * inverse) + Coefficients<T>.P1;
        numerator = (numerator * inverse) + Coefficients<T>.P2;
        numerator = (numerator * inverse) + Coefficients<T>.P3;
        numerator = (numerator * inverse) + Coefficients<T>.P4;
        T denominator = T.One;
        denominator = (denominator * inverse) + Coefficients<T>.Q0;
        denominator = (denominator * inverse) + Coefficients<T>.Q1;
        denominator = (denominator * inverse) + Coefficients<T>.Q2;
        denominator = (denominator * inverse) + Coefficients<T>.Q3;
        denominator = (denominator * inverse) + Coefficients<T>.Q4;
        return numerator / denominator;
    }

    private static class Coefficients<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static readonly T NearBound = T.CreateChecked(0.46875);
        public static readonly T MiddleBound = T.CreateChecked(4);
        public static readonly T OneOverSqrtPi = T.CreateChecked(0.56418958354775629);
        public static readonly T A0 = T.CreateChecked(3.16112374387056560);
        public static readonly T A1 = T.CreateChecked(113.864154151050156);
        public static readonly T A2 = T.CreateChecked(377.485237685302021);
        public static readonly T A3 = T.CreateChecked(3209.37758913846947);
        public static readonly T A4 = T.CreateChecked(0.185777706184603153);
        public static readonly T B0 = T.CreateChecked(23.6012909523441209);
        public static readonly T B1 = T.CreateChecked(244.024637934444173);
        public static readonly T B2 = T.CreateChecked(1282.61652607737228);
        public static readonly T B3 = T.CreateChecked(2844.23683343917062);
        public static readonly T C0 = T.CreateChecked(0.564188496988670089);
        public static readonly T C1 = T.CreateChecked(8.88314979438837594);
        public static readonly T C2 = T.CreateChecked(66.1191906371416295);
        public static readonly T C3 = T.CreateChecked(298.635138197400131);
        public static readonly T C4 = T.CreateChecked(881.95222124176909);
        public static readonly T C5 = T.CreateChecked(1712.04761263407058);
        public static readonly T C6 = T.CreateChecked(2051.07837782607147);
        public static readonly T C7 = T.CreateChecked(1230.33935479799725);
        public static readonly T C8 = T.CreateChecked(2.15311535474403846e-8);
        public static readonly T D0 = T.CreateChecked(15.7449261107098347);
        public static readonly T D1 = T.CreateChecked(117.693950891312499);
        public static readonly T D2 = T.CreateChecked(537.181101862009858);
        public static readonly T D3 = T.CreateChecked(1621.38957456669019);
        public static readonly T D4 = T.CreateChecked(3290.79923573345963);
        public static readonly T D5 = T.CreateChecked(4362.61909014324716);
        public static readonly T D6 = T.CreateChecked(3439.36767414372164);
        public static readonly T D7 = T.CreateChecked(1230.33935480374942);
        public static readonly T P0 = T.CreateChecked(0.305326634961232344);
        public static readonly T P1 = T.CreateChecked(0.360344899949804439);
        public static readonly T P2 = T.CreateChecked(0.125781726111229246);
        public static readonly T P3 = T.CreateChecked(0.0160837851487422766);
        public static readonly T P4 = T.CreateChecked(6.58749161529837803e-4);
        public static readonly T P5 = T.CreateChecked(0.0163153871373020978);
        public static readonly T Q0 = T.CreateChecked(2.56852019228982242);
        public static readonly T Q1 = T.CreateChecked(1.87295284992346725);
        public static readonly T Q2 = T.CreateChecked(0.527905102951428412);
        public static readonly T Q3 = T.CreateChecked(0.0605183413124413191);
        public static readonly T Q4 = T.CreateChecked(0.00233520497626869185);
    }
}
