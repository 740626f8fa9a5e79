using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>z = |x|.</summary>
internal readonly struct Abs<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Abs(x);
}

/// <summary>z = 1, 0 or −1; 0 for NaN.</summary>
internal readonly struct Sign<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V positive = V.LessThan(V.Zero, x) & V.Constant(1);
        V negative = V.LessThan(x, V.Zero) & V.Constant(-1);

        return positive | negative;
    }
}

/// <summary>z = ⌊x⌋.</summary>
internal readonly struct Floor<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Floor(x);
}

/// <summary>z = ⌈x⌉.</summary>
internal readonly struct Ceiling<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Ceiling(x);
}

/// <summary>z = the nearest integer, ties to even.</summary>
internal readonly struct Round<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Round(x);
}

/// <summary>z = min(max(x, minimum), maximum); NaN stays NaN.</summary>
internal readonly struct Clamp<T>(T minimum, T maximum) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.MinNative(V.Broadcast(maximum), V.MaxNative(V.Broadcast(minimum), x));
}

/// <summary>The share of a gradient that goes to x of max(x, y) (sign 1) or min(x, y) (sign −1); ties share it.</summary>
internal readonly struct ExtremumGradient<T>(T sign) : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x, V y)
        where V : struct, IVector<V, T>
    {
        V isLoser = V.LessThan(V.Broadcast(sign) * x, V.Broadcast(sign) * y);
        V share = V.Select(V.Equal(x, y), dz * V.Constant(0.5), dz);

        return V.Select(isLoser, V.Zero, share);
    }
}
