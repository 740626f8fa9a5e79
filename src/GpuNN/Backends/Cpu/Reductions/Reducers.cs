using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>Σ x.</summary>
internal readonly struct SumReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => T.Zero;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => V.Sum(value);
}

/// <summary>Σ x².</summary>
internal readonly struct SumOfSquaresReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => T.Zero;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => V.Sum(value);
}

/// <summary>Π x.</summary>
internal readonly struct ProductReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => T.One;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => LaneFold.Of<V, T, ProductReducer<T>>(value);
}

/// <summary>max x; NaN where one is.</summary>
internal readonly struct MaximumReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => Extremes<T>.Lowest;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => V.Max(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => LaneFold.Of<V, T, MaximumReducer<T>>(value);
}

/// <summary>min x; NaN where one is.</summary>
internal readonly struct MinimumReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => Extremes<T>.Highest;

    public static bool IsShifted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => V.Min(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => LaneFold.Of<V, T, MinimumReducer<T>>(value);
}

/// <summary>Σ (x − shift)².</summary>
internal readonly struct SquaredDeviationReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => T.Zero;

    public static bool IsShifted => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => (x - shift) * (x - shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => V.Sum(value);
}

/// <summary>Σ e^(x − shift), for shifts not below x.</summary>
internal readonly struct ExponentialReducer<T> : IReducer<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => T.Zero;

    public static bool IsShifted => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Map<V>(V x, V shift)
        where V : struct, IVector<V, T> => V.Apply<ExpFunction>(x - shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y)
        where V : struct, IVector<V, T> => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<V>(V value)
        where V : struct, IVector<V, T> => V.Sum(value);
}
