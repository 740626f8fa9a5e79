using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>z = f(x) for an elementary function.</summary>
internal readonly struct Elementary<T, TFunction> : IUnaryOperator<T>
    where T : unmanaged
    where TFunction : struct, IElementaryFunction
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> => V.Apply<TFunction>(x);
}

/// <summary>z = x^y.</summary>
internal readonly struct Power<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> => V.Map<ScalarPower<T>>(x, y);
}

/// <summary>z = 1 / x.</summary>
internal readonly struct Reciprocal<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Constant(1) / x;
}

/// <summary>z = √x.</summary>
internal readonly struct Sqrt<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Sqrt(x);
}

/// <summary>z = 1 / √x.</summary>
internal readonly struct ReciprocalSqrt<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Constant(1) / V.Sqrt(x);
}
