using System.Numerics;
using static GpuNN.Backends.ElementwiseFunction;

namespace GpuNN.Backends.Reference;

/// <summary>The functions of elements that integers have too; a bool is 0 or 1.</summary>
internal static class Arithmetic
{
    public static T Apply<T>(ElementwiseFunction function, T x, T y, T z, T alpha, T beta)
        where T : INumber<T> => function switch
        {
            Add => x + y,
            Subtract => x - y,
            Multiply => x * y,
            Negate => -x,
            AddScaled => x + (alpha * y),
            Affine => (alpha * x) + beta,
            Power => IntegerPower(x, y),
            PowerScalar => IntegerPower(x, alpha),
            Abs => T.Abs(x),
            Sign => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero,
            Square => x * x,
            Floor or Ceiling or Round => x,
            Minimum => T.Min(x, y),
            Maximum => T.Max(x, y),
            Clamp => T.Min(T.Max(x, alpha), beta),
            ClampGradient => y >= alpha && y <= beta ? x : T.Zero,
            Where => T.IsZero(x) ? z : y,
            MaskedFill => T.IsZero(y) ? x : alpha,
            Equal => Bool<T>(x == y),
            NotEqual => Bool<T>(x != y),
            Less => Bool<T>(x < y),
            LessOrEqual => Bool<T>(x <= y),
            Greater => Bool<T>(x > y),
            GreaterOrEqual => Bool<T>(x >= y),
            And => Bool<T>(!T.IsZero(x) && !T.IsZero(y)),
            Or => Bool<T>(!T.IsZero(x) || !T.IsZero(y)),
            Not => Bool<T>(T.IsZero(x)),
            IsNaN => Bool<T>(T.IsNaN(x)),
            IsFinite => Bool<T>(T.IsFinite(x)),
            ReLU => T.Max(x, T.Zero),
            _ => throw new UnsupportedOperatorException(function.ToString(), null, $"no definition for {typeof(T).Name} in the reference", "one"),
        };

    private static T Bool<T>(bool value)
        where T : INumber<T> => value ? T.One : T.Zero;

    /// <summary>The power of an integer; a negative exponent leaves the integer part of the reciprocal.</summary>
    private static T IntegerPower<T>(T x, T exponent)
        where T : INumber<T>
    {
        if (exponent < T.Zero) return T.Abs(x) == T.One ? IntegerPower(x, -exponent) : T.Zero;
        T power = T.One;
        for (T i = T.Zero; i < exponent; i++) power *= x;
        return power;
    }
}
