using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>z = x + y.</summary>
internal readonly struct Add<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        x + y;
}

/// <summary>z = x − y.</summary>
internal readonly struct Subtract<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        x - y;
}

/// <summary>z = x·y.</summary>
internal readonly struct Multiply<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        x * y;
}

/// <summary>z = x / y.</summary>
internal readonly struct Divide<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        x / y;
}

/// <summary>z = min(x, y); NaN where either is.</summary>
internal readonly struct Minimum<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.Min(x, y);
}

/// <summary>z = max(x, y); NaN where either is.</summary>
internal readonly struct Maximum<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.Max(x, y);
}

/// <summary>z = x + scale·y.</summary>
internal readonly struct AddScaled<T>(T scale) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.MultiplyAdd(y, V.Broadcast(scale), x);
}

/// <summary>z = x + weight·(y − x).</summary>
internal readonly struct LerpByConstant<T>(T weight) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.MultiplyAdd(y - x, V.Broadcast(weight), x);
}

/// <summary>z = x + w·(y − x).</summary>
internal readonly struct Lerp<T> : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y, V w)
        where V : struct, IVector<V, T> =>
        V.MultiplyAdd(y - x, w, x);
}

/// <summary>z = x·y + w.</summary>
internal readonly struct MultiplyAdd<T> : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y, V w)
        where V : struct, IVector<V, T> =>
        V.MultiplyAdd(x, y, w);
}

/// <summary>z = x.</summary>
internal readonly struct Identity<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x;
}

/// <summary>z = −x.</summary>
internal readonly struct Negate<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        -x;
}

/// <summary>z = x².</summary>
internal readonly struct Square<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x * x;
}

/// <summary>z = x^exponent.</summary>
internal readonly struct PowerOf<T>(T exponent) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Map<ScalarPower<T>>(x, V.Broadcast(exponent));
}

/// <summary>z = factor·x.</summary>
internal readonly struct Scale<T>(T factor) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x * V.Broadcast(factor);
}

/// <summary>z = factor·x + addend.</summary>
internal readonly struct ScaleAndShift<T>(T factor, T addend) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.MultiplyAdd(x, V.Broadcast(factor), V.Broadcast(addend));
}

/// <summary>z = x.</summary>
internal readonly struct First<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        x;
}
