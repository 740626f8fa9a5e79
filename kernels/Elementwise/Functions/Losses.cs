using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>(x − y)².</summary>
internal readonly struct SquaredDifferenceFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (x - y) * (x - y);
}

/// <summary>|x − y|.</summary>
internal readonly struct AbsoluteDifferenceFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Abs(x - y);
}

/// <summary>d²/2 where |d| ≤ α, else α·(|d| − α/2), d = x − y.</summary>
internal readonly struct HuberFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T distance = T.Abs(x - y);
        return distance > alpha ? alpha * (distance - (Constants<T>.Half * alpha)) : Constants<T>.Half * distance * distance;
    }
}

/// <summary>max(0, α − x·y); NaN stays NaN.</summary>
internal readonly struct HingeFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T margin = alpha - (x * y);
        return margin < T.Zero ? T.Zero : margin;
    }
}

/// <summary>−x·z where y·z &lt; α, else 0.</summary>
internal readonly struct HingeGradientFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y * z < alpha ? -x * z : T.Zero;
}

/// <summary>−(y·max(ln x, −100) + (1 − y)·max(ln(1 − x), −100)).</summary>
internal readonly struct BinaryCrossEntropyFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T hit = SpecialFunctions.BoundedLog(x), miss = SpecialFunctions.BoundedLogOnePlus(-x);
        return -((y * hit) + ((T.One - y) * miss));
    }
}

/// <summary>x·(y − z) / max(y·(1 − y), 10⁻¹²).</summary>
internal readonly struct BinaryCrossEntropyGradientFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T spread = y * (T.One - y);
        return x * (y - z) / (spread < Constants<T>.SmallestSpread ? Constants<T>.SmallestSpread : spread);
    }
}

/// <summary>(1 − y)·x + (1 + (α − 1)·y)·(ln(1 + e^(−|x|)) + max(−x, 0)).</summary>
internal readonly struct BinaryCrossEntropyWithLogitsFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rest = x < T.Zero ? -x : T.Zero;
        T loss = SpecialFunctions.LogOnePlus(T.Exp(-T.Abs(x))) + rest;
        return ((T.One - y) * x) + ((T.One + ((alpha - T.One) * y)) * loss);
    }
}

/// <summary>x·((1 + (α − 1)·z)·σ(y) − α·z).</summary>
internal readonly struct BinaryCrossEntropyWithLogitsGradientFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x * (((T.One + ((alpha - T.One) * z)) / (T.One + T.Exp(-y))) - (alpha * z));
}

/// <summary>y·ln y − y·x, with 0·ln 0 = 0.</summary>
internal readonly struct KLDivergenceFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y == T.Zero ? -y * x : (y * T.Log(y)) - (y * x);
}
