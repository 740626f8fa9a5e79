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
}
