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

/// <summary>z = 1, 0 or −1; NaN stays NaN.</summary>
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

        return V.Select(V.Equal(x, x), positive | negative, x);
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

/// <summary>z = min(max(x, y), w).</summary>
internal readonly struct ClampBetween<T> : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y, V w)
        where V : struct, IVector<V, T> =>
        V.Min(V.Max(x, y), w);
}
