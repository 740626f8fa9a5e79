using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Functions that devices lack or compute too coarsely.</summary>
internal static class SpecialFunctions
{
    /// <summary>eˣ − 1: near 0, where the subtraction cancels, 2t/(1 − t) with t = tanh(x/2).</summary>
    public static T ExpMinusOne<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.Abs(x) >= T.One) return T.Exp(x) - T.One;
        T t = HyperbolicTangent.Of(Constants<T>.Half * x);
        return (t + t) / (T.One - t);
    }

    /// <summary>ln(1 + x) by Kahan's correction: the rounding error of 1 + x cancels in x / ((1 + x) − 1).</summary>
    public static T LogOnePlus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.One + x;
        T rounded = sum - T.One;
        if (rounded == T.Zero) return x;
        T logarithm = T.Log(sum);
        return logarithm - logarithm != T.Zero ? logarithm : logarithm * (x / rounded);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)).</summary>
    public static T LogOnePlusExp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T positive = x < T.Zero ? T.Zero : x;
        return positive + LogOnePlus(T.Exp(-T.Abs(x)));
    }

    /// <summary>The nearest integer, ties to even.</summary>
    public static T RoundToEven<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T below = T.Floor(x);
        T fraction = x - below;
        T half = below * Constants<T>.Half;
        if (fraction < Constants<T>.Half || (fraction == Constants<T>.Half && T.Floor(half) == half)) return below;
        return fraction >= Constants<T>.Half ? below + T.One : x;
    }

    /// <summary>min(max(x + 3, 0), 6); NaN stays NaN.</summary>
    public static T HardGate<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T shifted = x + Constants<T>.Three;
        return shifted < T.Zero ? T.Zero : shifted > Constants<T>.Six ? Constants<T>.Six : shifted;
    }

    /// <summary>Φ(x) = (1 + erf(x/√2)) / 2; by the complement where the sum would cancel.</summary>
    public static T NormalDistribution<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Constants<T>.Half * ErrorFunction.Complement(-x * Constants<T>.OneOverSqrt2);

    /// <summary>√(2/π)·(x + 0.044715·x³).</summary>
    public static T GeluArgument<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Constants<T>.SqrtTwoOverPi * (x + (Constants<T>.GeluCubic * x * x * x));

    /// <summary>max(ln x, −100); NaN stays NaN.</summary>
    public static T BoundedLog<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T logarithm = T.Log(x);
        return logarithm < Constants<T>.LeastLog ? Constants<T>.LeastLog : logarithm;
    }

    /// <summary>max(ln(1 + x), −100); NaN stays NaN.</summary>
    public static T BoundedLogOnePlus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T logarithm = LogOnePlus(x);
        return logarithm < Constants<T>.LeastLog ? Constants<T>.LeastLog : logarithm;
    }
}
