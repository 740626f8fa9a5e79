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

/// <summary>dx = dz where z > 0, else 0; the input serves as well as the result.</summary>
internal readonly struct ReLUGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V z)
        where V : struct, IVector<V, T> =>
        dz & V.LessThan(V.Zero, z);
}

/// <summary>dx = dz where 0 &lt; x &lt; 6, else 0.</summary>
internal readonly struct ReLU6Gradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T> =>
        dz & V.LessThan(V.Zero, x) & V.LessThan(x, V.Constant(6));
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

/// <summary>dx = dz where minimum &lt; x &lt; maximum, else 0.</summary>
internal readonly struct HardTanhGradient<T>(T minimum, T maximum) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V isInside = V.LessThan(V.Broadcast(minimum), x) & V.LessThan(x, V.Broadcast(maximum));

        return dz & isInside;
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

/// <summary>dx = dz·(x/3 + ½) where |x| &lt; 3, dz above, 0 below.</summary>
internal readonly struct HardSwishGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V slope = V.MultiplyAdd(x, V.Constant(1.0 / 3), V.Constant(0.5));
        slope = V.Select(V.LessThan(x, V.Constant(3)), slope, V.Constant(1)) & V.LessThan(V.Constant(-3), x);

        return dz * slope;
    }
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

/// <summary>dx = dz where z > 0, else dz·(z + α).</summary>
internal readonly struct ELUGradient<T>(T alpha) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V z)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, z), dz, dz * (z + V.Broadcast(alpha)));
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

/// <summary>dx = λ·dz where z > 0, else dz·(z + λ·α).</summary>
internal readonly struct SELUGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V z)
        where V : struct, IVector<V, T>
    {
        V below = dz * (z + V.Constant(SeluConstants.Scale * SeluConstants.Alpha));

        return V.Select(V.LessThan(V.Zero, z), dz * V.Constant(SeluConstants.Scale), below);
    }
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

/// <summary>dx = dz·(t + x·(1 − t²)·σ(x)) with t = tanh(ln(1 + e^x)).</summary>
internal readonly struct MishGradient<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x)
        where V : struct, IVector<V, T>
    {
        V t = V.Apply<TanhFunction>(V.Apply<SoftplusFunction>(x));

        return dz * V.MultiplyAdd(x * (V.Constant(1) - t * t), V.Apply<SigmoidFunction>(x), t);
    }
}
