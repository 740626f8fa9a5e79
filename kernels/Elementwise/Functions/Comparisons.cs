using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>The smaller of x and y; NaN where either is.</summary>
internal readonly struct MinimumFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsNaN(x) || x < y ? x : y;
}

/// <summary>The larger of x and y; NaN where either is.</summary>
internal readonly struct MaximumFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsNaN(x) || x > y ? x : y;
}

/// <summary>The share of the gradient x that goes to y of the extremum of y and z: 0 where α·y &lt; α·z, x/2 where y = z, else x.</summary>
internal readonly struct ExtremumGradientFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        alpha * y < alpha * z ? T.Zero : y == z ? x * Constants<T>.Half : x;
}

/// <summary>min(max(x, α), β); NaN stays NaN.</summary>
internal readonly struct ClampFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x < alpha ? alpha : x > beta ? beta : x;
}

/// <summary>x where α ≤ y ≤ β, else 0.</summary>
internal readonly struct ClampGradientFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y >= alpha && y <= beta ? x : T.Zero;
}

/// <summary>y where x is not 0, else z.</summary>
internal readonly struct WhereFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != T.Zero ? y : z;
}

/// <summary>α where y is not 0, else x.</summary>
internal readonly struct MaskedFillFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => y != T.Zero ? alpha : x;
}

/// <summary>x = y.</summary>
internal readonly struct EqualFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x == y ? T.One : T.Zero;
}

/// <summary>x ≠ y.</summary>
internal readonly struct NotEqualFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != y ? T.One : T.Zero;
}

/// <summary>x &lt; y.</summary>
internal readonly struct LessFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x < y ? T.One : T.Zero;
}

/// <summary>x ≤ y.</summary>
internal readonly struct LessOrEqualFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x <= y ? T.One : T.Zero;
}

/// <summary>x &gt; y.</summary>
internal readonly struct GreaterFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > y ? T.One : T.Zero;
}

/// <summary>x ≥ y.</summary>
internal readonly struct GreaterOrEqualFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x >= y ? T.One : T.Zero;
}

/// <summary>x ≠ 0 and y ≠ 0.</summary>
internal readonly struct AndFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != T.Zero && y != T.Zero ? T.One : T.Zero;
}

/// <summary>x ≠ 0 or y ≠ 0.</summary>
internal readonly struct OrFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != T.Zero || y != T.Zero ? T.One : T.Zero;
}

/// <summary>x = 0.</summary>
internal readonly struct NotFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x == T.Zero ? T.One : T.Zero;
}

/// <summary>Whether x is NaN.</summary>
internal readonly struct IsNaNFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsNaN(x) ? T.One : T.Zero;
}

/// <summary>Whether x is neither infinite nor NaN.</summary>
internal readonly struct IsFiniteFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x - x == T.Zero ? T.One : T.Zero;
}
