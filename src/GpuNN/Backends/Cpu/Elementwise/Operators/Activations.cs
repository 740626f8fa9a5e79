using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>z = max(x, 0); NaN stays NaN.</summary>
internal readonly struct ReLU<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.MaxNative(V.Zero, x);
}

/// <summary>z = x where x > 0, else slope·x.</summary>
internal readonly struct LeakyReLU<T>(T slope) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, x), x, x * V.Broadcast(slope));
}

/// <summary>z = x where x > 0, else slope·x, the slope an operand.</summary>
internal readonly struct PReLU<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V slope)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(V.Zero, x), x, x * slope);
}

/// <summary>z = min(max(x/6 + ½, 0), 1).</summary>
internal readonly struct HardSigmoid<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V line = V.MultiplyAdd(x, V.Constant(1.0 / 6), V.Constant(0.5));

        return V.MinNative(V.Constant(1), V.MaxNative(V.Zero, line));
    }
}

/// <summary>z = x·min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardSwish<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x * V.MinNative(V.Constant(6), V.MaxNative(V.Zero, x + V.Constant(3))) * V.Constant(1.0 / 6);
}

/// <summary>z = −ln(1 + e^−x).</summary>
internal readonly struct LogSigmoid<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        -V.Apply<SoftplusFunction>(-x);
}

/// <summary>z = β·x where x > 0, else β·α·(e^x − 1); SELU with its two constants.</summary>
internal readonly struct ELU<T>(T alpha, T beta) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V below = V.Broadcast(alpha) * V.Apply<Expm1Function>(x);

        return V.Broadcast(beta) * V.Select(V.LessThan(V.Zero, x), x, below);
    }
}

/// <summary>z = x where x > 0, else α·(e^(x/α) − 1).</summary>
internal readonly struct CELU<T>(T alpha) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V below = V.Broadcast(alpha) * V.Apply<Expm1Function>(x / V.Broadcast(alpha));

        return V.Select(V.LessThan(V.Zero, x), x, below);
    }
}

/// <summary>z = ln(1 + e^(βx)) / β; x itself where βx exceeds the threshold.</summary>
internal readonly struct Softplus<T>(T beta, T threshold) : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V scaled = x * V.Broadcast(beta);

        return V.Select(V.LessThan(V.Broadcast(threshold), scaled), x, V.Apply<SoftplusFunction>(scaled) / V.Broadcast(beta));
    }
}

/// <summary>z = x / (1 + |x|).</summary>
internal readonly struct Softsign<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x / (V.Constant(1) + V.Abs(x));
}

/// <summary>z = x·Φ(x).</summary>
internal readonly struct GELU<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x * V.Apply<NormalDistributionFunction>(x);
}

/// <summary>z = x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))) = x·σ(2·√(2/π)·(x + 0.044715·x³)).</summary>
internal readonly struct GELUTanh<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V inner = V.MultiplyAdd(x * x, V.Constant(GeluConstants.Cubic), V.Constant(GeluConstants.Linear)) * x;

        return x * V.Apply<SigmoidFunction>(inner);
    }
}

/// <summary>z = x·σ(x).</summary>
internal readonly struct SiLU<T> : IUnaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T> =>
        x * V.Apply<SigmoidFunction>(x);
}

/// <summary>z = x·tanh(ln(1 + e^x)) = x·n/(n + 2) with n = e^x·(e^x + 2): a tanh of a logarithm of an exponential is a quotient of
/// polynomials in the exponential.</summary>
internal readonly struct Mish<T> : IUnaryOperator<T>
    where T : unmanaged
{
    /// <summary>From here on tanh(ln(1 + e^x)) is 1 in every precision.</summary>
    public const double Saturation = 20;

    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x)
        where V : struct, IVector<V, T>
    {
        V e = V.Apply<ExpFunction>(V.MinNative(V.Constant(Saturation), x));
        V n = V.MultiplyAdd(e, e, e + e);

        return x * (n / (n + V.Constant(2)));
    }
}
