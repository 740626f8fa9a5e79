using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>x where the result y is not ≤ 0, else 0.</summary>
internal readonly struct ReLUGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y <= T.Zero ? T.Zero : x;
}

/// <summary>x where x &gt; 0, else α·x.</summary>
internal readonly struct LeakyReLUFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > T.Zero ? x : alpha * x;
}

/// <summary>x where y &gt; 0, else α·x.</summary>
internal readonly struct LeakyReLUGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y > T.Zero ? x : alpha * x;
}

/// <summary>x where x &gt; 0, else y·x.</summary>
internal readonly struct PReLUFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > T.Zero ? x : y * x;
}

/// <summary>x where y &gt; 0, else z·x.</summary>
internal readonly struct PReLUGradientFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y > T.Zero ? x : z * x;
}

/// <summary>0 where y &gt; 0, else x·y.</summary>
internal readonly struct PReLUSlopeGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y > T.Zero ? T.Zero : x * y;
}

/// <summary>β·x where x &gt; 0, else β·α·(eˣ − 1).</summary>
internal readonly struct ELUFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x > T.Zero ? beta * x : beta * alpha * SpecialFunctions.ExpMinusOne(x);
}

/// <summary>β·x where y &gt; 0, else β·α·eʸ·x.</summary>
internal readonly struct ELUGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y > T.Zero ? beta * x : beta * alpha * T.Exp(y) * x;
}

/// <summary>x where x &gt; 0, else α·(e^(x/α) − 1).</summary>
internal readonly struct CELUFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x > T.Zero ? x : alpha * SpecialFunctions.ExpMinusOne(x / alpha);
}

/// <summary>x where y &gt; 0, else e^(y/α)·x.</summary>
internal readonly struct CELUGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y > T.Zero ? x : T.Exp(y / alpha) * x;
}
