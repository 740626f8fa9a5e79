using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>z = (x − y)².</summary>
internal readonly struct SquaredDifference<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T>
    {
        V difference = x - y;

        return difference * difference;
    }
}

/// <summary>z = |x − y|.</summary>
internal readonly struct AbsoluteDifference<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.Abs(x - y);
}

/// <summary>z = d²/2 where |d| ≤ δ, else δ·(|d| − δ/2), with d = x − y.</summary>
internal readonly struct Huber<T>(T delta) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T>
    {
        V distance = V.Abs(x - y);
        V half = V.Constant(0.5);
        V linear = V.Broadcast(delta) * (distance - half * V.Broadcast(delta));

        return V.Select(V.LessThanOrEqual(distance, V.Broadcast(delta)), half * distance * distance, linear);
    }
}

/// <summary>z = max(0, margin − x·y); NaN stays NaN.</summary>
internal readonly struct Hinge<T>(T margin) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V y)
        where V : struct, IVector<V, T> =>
        V.MaxNative(V.Zero, V.Broadcast(margin) - x * y);
}

/// <summary>−dz·y where x·y &lt; margin, else 0.</summary>
internal readonly struct HingeGradient<T>(T margin) : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x, V y)
        where V : struct, IVector<V, T> =>
        V.Select(V.LessThan(x * y, V.Broadcast(margin)), -(dz * y), V.Zero);
}

/// <summary>z = −(t·max(ln p, −100) + (1 − t)·max(ln(1 − p), −100)).</summary>
internal readonly struct BinaryCrossEntropy<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V p, V target)
        where V : struct, IVector<V, T>
    {
        V one = V.Constant(1);
        V lowest = V.Constant(-100);
        V right = V.MaxNative(lowest, V.Apply<LogFunction>(p));
        V wrong = V.MaxNative(lowest, V.Apply<LogFunction>(one - p));

        return -(target * right + (one - target) * wrong);
    }
}

/// <summary>dp = dz·(p − t) / max(p·(1 − p), 10⁻¹²).</summary>
internal readonly struct BinaryCrossEntropyGradient<T> : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V p, V target)
        where V : struct, IVector<V, T>
    {
        V spread = V.MaxNative(V.Constant(1e-12), p * (V.Constant(1) - p));

        return dz * (p - target) / spread;
    }
}

/// <summary>z = (1 − t)·x + (1 + (w − 1)·t)·(ln(1 + e^−|x|) + max(−x, 0)), w the positive class's weight.</summary>
internal readonly struct BinaryCrossEntropyWithLogits<T>(T weight) : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V target)
        where V : struct, IVector<V, T>
    {
        V one = V.Constant(1);
        V factor = V.MultiplyAdd(V.Broadcast(weight) - one, target, one);

        return (one - target) * x + factor * V.Apply<SoftplusFunction>(-x);
    }
}

/// <summary>dx = dz·((1 + (w − 1)·t)·σ(x) − w·t).</summary>
internal readonly struct BinaryCrossEntropyWithLogitsGradient<T>(T weight) : ITernaryOperator<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V dz, V x, V target)
        where V : struct, IVector<V, T>
    {
        V factor = V.MultiplyAdd(V.Broadcast(weight) - V.Constant(1), target, V.Constant(1));

        return dz * (factor * V.Apply<SigmoidFunction>(x) - V.Broadcast(weight) * target);
    }
}

/// <summary>z = t·ln t − t·x, with 0·ln 0 = 0, x a log-probability.</summary>
internal readonly struct KLDivergence<T> : IBinaryOperator<T>
    where T : unmanaged
{
    public static bool IsShort => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V x, V target)
        where V : struct, IVector<V, T>
    {
        V entropy = V.Select(V.Equal(target, V.Zero), V.Zero, target * V.Apply<LogFunction>(target));

        return entropy - target * x;
    }
}
