using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>x = y.</summary>
internal readonly struct Equal<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.Equal(x, y);
}

/// <summary>x ≠ y; true for NaN.</summary>
internal readonly struct NotEqual<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        ~V.Equal(x, y);
}

/// <summary>x &lt; y.</summary>
internal readonly struct Less<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.LessThan(x, y);
}

/// <summary>x ≤ y.</summary>
internal readonly struct LessOrEqual<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.LessThanOrEqual(x, y);
}

/// <summary>x > y.</summary>
internal readonly struct Greater<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.LessThan(y, x);
}

/// <summary>x ≥ y.</summary>
internal readonly struct GreaterOrEqual<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.LessThanOrEqual(y, x);
}

/// <summary>x is NaN; y does not count.</summary>
internal readonly struct IsNaN<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        ~V.Equal(x, x);
}

/// <summary>x is neither infinite nor NaN; y does not count.</summary>
internal readonly struct IsFinite<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.Equal(x - x, V.Zero);
}

/// <summary>x ≠ 0 and y ≠ 0.</summary>
internal readonly struct And<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        ~(V.Equal(x, V.Zero) | V.Equal(y, V.Zero));
}

/// <summary>x ≠ 0 or y ≠ 0.</summary>
internal readonly struct Or<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        ~(V.Equal(x, V.Zero) & V.Equal(y, V.Zero));
}

/// <summary>x = 0; y does not count.</summary>
internal readonly struct Not<T> : IPredicate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.Equal(x, V.Zero);
}
