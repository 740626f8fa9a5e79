using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>dx = dz·z·(1 − z).</summary>
internal readonly struct SigmoidGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V z)
        where V : struct, IVector<V, T> =>
        dz * (z * (V.Constant(1) - z));
}

/// <summary>dx = dz·(1 − z²).</summary>
internal readonly struct TanhGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V z)
        where V : struct, IVector<V, T> =>
        dz * (V.Constant(1) - z * z);
}

/// <summary>dx = 0 where z ≤ 0, else dz; the input serves as well as the result.</summary>
internal readonly struct ReLUGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V z)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThanOrEqual(z, V.Zero), V.Zero, dz);
}

/// <summary>dx = dz where x > 0, else slope·dz.</summary>
internal readonly struct LeakyReLUGradient<T>(T slope) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, x), dz, dz * V.Broadcast(slope));
}

/// <summary>dx = dz where minimum ≤ x ≤ maximum, else 0.</summary>
internal readonly struct ClampGradient<T>(T minimum, T maximum) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V isInside = V.LessThanOrEqual(V.Broadcast(minimum), x) & V.LessThanOrEqual(x, V.Broadcast(maximum));

        return dz & isInside;
    }
}

/// <summary>dx = dz where minimum &lt; x &lt; maximum or x is NaN, else 0.</summary>
internal readonly struct HardTanhGradient<T>(T minimum, T maximum) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V isOutside = V.LessThanOrEqual(x, V.Broadcast(minimum)) | V.LessThanOrEqual(V.Broadcast(maximum), x);

        return V.Select(isOutside, V.Zero, dz);
    }
}

/// <summary>dx = dz/6 where |x| &lt; 3, else 0.</summary>
internal readonly struct HardSigmoidGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T> =>
        dz * V.Constant(1.0 / 6) & V.LessThan(V.Abs(x), V.Constant(3));
}

/// <summary>dx = 0 where x &lt; −3, dz·(x/3 + ½) up to 3, dz above.</summary>
internal readonly struct HardSwishGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V slope = V.MultiplyAdd(x, V.Constant(1.0 / 3), V.Constant(0.5));
        slope = V.Select(V.LessThan(V.Constant(3), x), V.Constant(1), slope);

        return V.Select(V.LessThan(x, V.Constant(-3)), V.Zero, dz * slope);
    }
}

/// <summary>The gradient of PReLU by its slope: 0 where x > 0, else dz·x.</summary>
internal readonly struct PReLUSlopeGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, x), V.Zero, dz * x);
}

/// <summary>dx = dz where x > 0, else slope·dz.</summary>
internal readonly struct PReLUGradient<T> : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x, V slope)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, x), dz, dz * slope);
}

/// <summary>dx = dz·σ(−x).</summary>
internal readonly struct LogSigmoidGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T> =>
        dz * V.Apply<SigmoidFunction>(-x);
}

/// <summary>dx = β·dz where x > 0, else β·α·e^x·dz.</summary>
internal readonly struct ELUGradient<T>(T alpha, T beta) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V below = V.Broadcast(alpha) * V.Apply<ExpFunction>(x);

        return dz * V.Broadcast(beta) * V.Select(V.LessThan(V.Zero, x), V.Constant(1), below);
    }
}

/// <summary>dx = dz where x > 0, else dz·e^(x/α).</summary>
internal readonly struct CELUGradient<T>(T alpha) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, x), dz, dz * V.Apply<ExpFunction>(x / V.Broadcast(alpha)));
}

/// <summary>dx = dz·σ(βx); dz where βx exceeds the threshold.</summary>
internal readonly struct SoftplusGradient<T>(T beta, T threshold) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V scaled = x * V.Broadcast(beta);

        return V.Select(V.LessThan(V.Broadcast(threshold), scaled), dz, dz * V.Apply<SigmoidFunction>(scaled));
    }
}

/// <summary>dx = dz / (1 + |x|)².</summary>
internal readonly struct SoftsignGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V sum = V.Constant(1) + V.Abs(x);

        return dz / (sum * sum);
    }
}

/// <summary>dx = dz·(Φ(x) + x·φ(x)).</summary>
internal readonly struct GELUGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V distribution = V.Apply<NormalDistributionFunction>(x);

        return dz * V.MultiplyAdd(x, V.Apply<NormalDensityFunction>(x), distribution);
    }
}

/// <summary>dx = dz·(s + x·s·(1 − s)·u′) with u = 2·√(2/π)·(x + 0.044715·x³) and s = σ(u).</summary>
internal readonly struct GELUTanhGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V square = x * x;
        V inner = V.MultiplyAdd(square, V.Constant(GeluConstants.Cubic), V.Constant(GeluConstants.Linear)) * x;
        V slope = V.MultiplyAdd(square, V.Constant(3 * GeluConstants.Cubic), V.Constant(GeluConstants.Linear));
        V s = V.Apply<SigmoidFunction>(inner);

        return dz * V.MultiplyAdd(x * s * (V.Constant(1) - s), slope, s);
    }
}

/// <summary>dx = dz·s·(1 + x·(1 − s)) with s = σ(x).</summary>
internal readonly struct SiLUGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V s = V.Apply<SigmoidFunction>(x);

        return dz * (s * V.MultiplyAdd(x, V.Constant(1) - s, V.Constant(1)));
    }
}

/// <summary>dx = dz·(t + x·(1 − t²)·σ(x)) with t = tanh(ln(1 + e^x)) = n/(n + 2) and n = e^x·(e^x + 2); (1 − t²)·σ(x) =
/// 4·e^x·(e^x + 1)/(n + 2)².</summary>
internal readonly struct MishGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V saturation = V.Constant(Mish<T>.Saturation);
        V e = V.Apply<ExpFunction>(V.MinNative(saturation, x));
        V n = V.MultiplyAdd(e, e, e + e);
        V share = V.Constant(1) / (n + V.Constant(2));
        V slope = V.Constant(4) * share * share * V.MultiplyAdd(e, e, e);

        return dz * V.MultiplyAdd(x, slope & V.LessThanOrEqual(x, saturation), n * share);
    }
}
