using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>x·y·(1 − y).</summary>
internal readonly struct SigmoidGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * y * (T.One - y);
}

/// <summary>min(x, 0) − ln(1 + e^(−|x|)).</summary>
internal readonly struct LogSigmoidFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T least = x > T.Zero ? T.Zero : x;
        return least - SpecialFunctions.LogOnePlus(T.Exp(-T.Abs(x)));
    }
}

/// <summary>x / (1 + eʸ).</summary>
internal readonly struct LogSigmoidGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / (T.One + T.Exp(y));
}

/// <summary>min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardSigmoidFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpecialFunctions.HardGate(x) / Constants<T>.Six;
}

/// <summary>x/6 where −3 &lt; y &lt; 3, else 0.</summary>
internal readonly struct HardSigmoidGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        y > -Constants<T>.Three && y < Constants<T>.Three ? x / Constants<T>.Six : T.Zero;
}

/// <summary>x·(1 − y²).</summary>
internal readonly struct TanhGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * (T.One - (y * y));
}

/// <summary>x where α &lt; y &lt; β or y is NaN, else 0.</summary>
internal readonly struct HardTanhGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y <= alpha || y >= beta ? T.Zero : x;
}

/// <summary>ln(1 + e^(α·x)) / α; x where α·x &gt; β.</summary>
internal readonly struct SoftplusFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        alpha * x > beta ? x : SpecialFunctions.LogOnePlusExp(alpha * x) / alpha;
}

/// <summary>x / (1 + e^(−α·y)); x where α·y &gt; β.</summary>
internal readonly struct SoftplusGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => alpha * y > beta ? x : x / (T.One + T.Exp(-alpha * y));
}

/// <summary>x / (1 + |x|).</summary>
internal readonly struct SoftsignFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / (T.One + T.Abs(x));
}

/// <summary>x / (1 + |y|)².</summary>
internal readonly struct SoftsignGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / ((T.One + T.Abs(y)) * (T.One + T.Abs(y)));
}

/// <summary>x·Φ(x).</summary>
internal readonly struct GELUFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * SpecialFunctions.NormalDistribution(x);
}

/// <summary>x·(Φ(y) + y·φ(y)).</summary>
internal readonly struct GELUGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T density = T.Exp(-Constants<T>.Half * y * y) * Constants<T>.OneOverSqrt2Pi;
        return x * (SpecialFunctions.NormalDistribution(y) + (y * density));
    }
}

/// <summary>x·(1 + tanh u)/2, u = √(2/π)·(x + 0.044715·x³).</summary>
internal readonly struct GELUTanhFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Constants<T>.Half * x * (T.One + HyperbolicTangent.Of(SpecialFunctions.GeluArgument(x)));
}

/// <summary>x·((1 + t)/2 + y·(1 − t²)/2·du/dy), t = tanh u of y.</summary>
internal readonly struct GELUTanhGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T t = HyperbolicTangent.Of(SpecialFunctions.GeluArgument(y));
        T slope = Constants<T>.SqrtTwoOverPi * (T.One + (Constants<T>.Three * Constants<T>.GeluCubic * y * y));
        return x * Constants<T>.Half * (T.One + t + (y * (T.One - (t * t)) * slope));
    }
}

/// <summary>x / (1 + e⁻ˣ).</summary>
internal readonly struct SiLUFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / (T.One + T.Exp(-x));
}

/// <summary>x·σ(y)·(1 + y·(1 − σ(y))).</summary>
internal readonly struct SiLUGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sigmoid = T.One / (T.One + T.Exp(-y));
        return x * sigmoid * (T.One + (y * (T.One - sigmoid)));
    }
}

/// <summary>x·min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardSwishFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * SpecialFunctions.HardGate(x) / Constants<T>.Six;
}

/// <summary>0 where y &lt; −3, x·(y/3 + 1/2) where y ≤ 3, else x.</summary>
internal readonly struct HardSwishGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        y < -Constants<T>.Three ? T.Zero : y > Constants<T>.Three ? x : x * ((y / Constants<T>.Three) + Constants<T>.Half);
}

/// <summary>x·tanh(ln(1 + eˣ)).</summary>
internal readonly struct MishFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * HyperbolicTangent.Of(SpecialFunctions.LogOnePlusExp(x));
}

/// <summary>x·(t + y·σ(y)·(1 − t²)), t = tanh(ln(1 + eʸ)).</summary>
internal readonly struct MishGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T t = HyperbolicTangent.Of(SpecialFunctions.LogOnePlusExp(y));
        return x * (t + (y / (T.One + T.Exp(-y)) * (T.One - (t * t))));
    }
}
