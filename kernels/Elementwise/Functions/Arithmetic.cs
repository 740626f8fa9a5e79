using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>x + y.</summary>
internal readonly struct AddFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + y;
}

/// <summary>x − y.</summary>
internal readonly struct SubtractFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x - y;
}

/// <summary>x · y.</summary>
internal readonly struct MultiplyFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * y;
}

/// <summary>x / y.</summary>
internal readonly struct DivideFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / y;
}

/// <summary>x raised to y.</summary>
internal readonly struct PowerFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Pow(x, y);
}

/// <summary>x raised to α.</summary>
internal readonly struct PowerScalarFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Pow(x, alpha);
}

/// <summary>−x.</summary>
internal readonly struct NegateFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -x;
}

/// <summary>x + α·y.</summary>
internal readonly struct AddScaledFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + (alpha * y);
}

/// <summary>α·x + β.</summary>
internal readonly struct AffineFunction : IUnaryFunction
{
    public static T Apply<T>(T x, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (alpha * x) + beta;
}

/// <summary>x + z·(y − x).</summary>
internal readonly struct LerpFunction : ITernaryFunction
{
    public static T Apply<T>(T x, T y, T z, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + (z * (y - x));
}

/// <summary>x + α·(y − x).</summary>
internal readonly struct LerpScalarFunction : IBinaryFunction
{
    public static T Apply<T>(T x, T y, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + (alpha * (y - x));
}
