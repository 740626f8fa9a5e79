using System.Numerics;

namespace GpuNN.Kernels;

/// <summary>Σ x.</summary>
internal readonly struct SumReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first + second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>Σ x / n.</summary>
internal readonly struct MeanReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first + second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total / count;
}

/// <summary>The largest; NaN if one is.</summary>
internal readonly struct MaximumReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.NegativeInfinity;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first > second || T.IsNaN(first) ? first : second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>The smallest; NaN if one is.</summary>
internal readonly struct MinimumReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.PositiveInfinity;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first < second || T.IsNaN(first) ? first : second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>Π x.</summary>
internal readonly struct ProductReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first * second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>Σ x².</summary>
internal readonly struct SquaresReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * x;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first + second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>Σ (x − pivot)² / n.</summary>
internal readonly struct DeviationsReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (x - pivot) * (x - pivot);

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first + second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total / count;
}

/// <summary>pivot + ln Σ e^(x − pivot), where an infinite pivot counts as 0.</summary>
internal readonly struct LogSumExpReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Exp(x - FinitePivot(pivot));

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first + second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FinitePivot(pivot) + T.Log(total);

    private static T FinitePivot<T>(T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => pivot - pivot == T.Zero ? pivot : T.Zero;
}

/// <summary>Whether all are ≠ 0.</summary>
internal readonly struct AllReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != T.Zero ? T.One : T.Zero;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first * second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}

/// <summary>Whether one is ≠ 0.</summary>
internal readonly struct AnyReduction : IReduction
{
    public static T Identity<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x != T.Zero ? T.One : T.Zero;

    public static T Combine<T>(T first, T second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => first > second ? first : second;

    public static T Finish<T>(T total, T count, T pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => total;
}
