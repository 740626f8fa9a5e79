using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>|x|.</summary>
internal readonly struct AbsFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Abs(x);
}

/// <summary>−1, 0 or 1; 0 of ±0 and NaN.</summary>
internal readonly struct SignFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero;
}

/// <summary>1 / x.</summary>
internal readonly struct ReciprocalFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / x;
}

/// <summary>√x.</summary>
internal readonly struct SqrtFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sqrt(x);
}

/// <summary>1 / √x.</summary>
internal readonly struct ReciprocalSqrtFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / T.Sqrt(x);
}

/// <summary>x².</summary>
internal readonly struct SquareFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * x;
}

/// <summary>eˣ.</summary>
internal readonly struct ExpFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Exp(x);
}

/// <summary>eˣ − 1.</summary>
internal readonly struct Expm1Function : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpecialFunctions.ExpMinusOne(x);
}

/// <summary>ln x.</summary>
internal readonly struct LogFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Log(x);
}

/// <summary>ln(1 + x).</summary>
internal readonly struct Log1pFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpecialFunctions.LogOnePlus(x);
}

/// <summary>The logarithm to base 2.</summary>
internal readonly struct Log2Function : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Log(x) * Constants<T>.OneOverLn2;
}

/// <summary>sin x.</summary>
internal readonly struct SinFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sin(x);
}

/// <summary>cos x.</summary>
internal readonly struct CosFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Cos(x);
}

/// <summary>The error function.</summary>
internal readonly struct ErfFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ErrorFunction.Of(x);
}

/// <summary>The largest integer not above x.</summary>
internal readonly struct FloorFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Floor(x);
}

/// <summary>The smallest integer not below x.</summary>
internal readonly struct CeilingFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Ceiling(x);
}

/// <summary>The nearest integer, ties to even.</summary>
internal readonly struct RoundFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpecialFunctions.RoundToEven(x);
}
