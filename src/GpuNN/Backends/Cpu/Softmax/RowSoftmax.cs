using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax of one contiguous row: a maximum, exponentials with their sum, a scaling; the row stays in the cache.</summary>
internal static unsafe class RowSoftmax
{
    /// <summary>y = e^(x − max) / Σ e^(x − max). y may be x.</summary>
    public static void Forward<V>(float* x, float* y, nint count)
        where V : struct, IVector<V, float> => Forward<V, CachedStore>(x, y, y, count, 0);

    /// <summary>The same by way of a row for the exponentials, while the row <paramref name="ahead"/> elements on is
    /// fetched.</summary>
    public static void Forward<V, TStore>(float* x, float* exponentials, float* y, nint count, nint ahead)
        where V : struct, IVector<V, float>
        where TStore : struct, IStore
    {
        float maximum = RowReduction.Run<V, float, MaximumOfNumbersReducer>(x, count, 0);
        float sum = Exponentials<V>(x, exponentials, count, maximum, ahead);
        Scale<V, TStore>(exponentials, y, count, 1 / sum);
    }

    /// <summary>y = x − max − ln Σ e^(x − max). y may be x.</summary>
    public static void ForwardLogarithmic<V>(float* x, float* y, nint count)
        where V : struct, IVector<V, float> => ForwardLogarithmic<V, CachedStore>(x, y, count);

    /// <summary>The same, past the caches where <typeparamref name="TStore"/> goes there.</summary>
    public static void ForwardLogarithmic<V, TStore>(float* x, float* y, nint count)
        where V : struct, IVector<V, float>
        where TStore : struct, IStore
    {
        float maximum = RowReduction.Run<V, float, MaximumOfNumbersReducer>(x, count, 0);
        float sum = RowReduction.Run<V, float, ExponentialReducer<float>>(x, count, maximum);
        Shift<V, TStore>(x, y, count, maximum, MathF.Log(sum));
    }

    /// <summary>ln Σ e^x, 0 taken for an infinite maximum.</summary>
    public static float LogSumExp<V>(float* x, nint count)
        where V : struct, IVector<V, float>
    {
        if (count <= V.Count)
        {
            return LogSumExpOfFew<V>(x, count);
        }

        float maximum = RowReduction.Run<V, float, MaximumOfNumbersReducer>(x, count, 0);
        float shift = float.IsInfinity(maximum) ? 0 : maximum;
        return shift + MathF.Log(RowReduction.Run<V, float, NegativeExponentialReducer>(x, count, shift));
    }

    /// <summary>The same in one register, whose lanes past the end hold −∞. NaN is no maximum; it shows in the sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float LogSumExpOfFew<V>(float* x, nint count)
        where V : struct, IVector<V, float>
    {
        float* lanes = stackalloc float[V.Count];
        V.Store(V.Broadcast(float.NegativeInfinity), lanes);
        float maximum = float.NegativeInfinity;
        for (nint i = 0; i < count; i++)
        {
            float next = x[i];
            lanes[i] = next;
            maximum = next > maximum ? next : maximum;
        }

        float shift = float.IsInfinity(maximum) ? 0 : maximum;
        return shift + MathF.Log(V.Sum(SingleMath.ExpOfNegative(V.Load(lanes) - V.Broadcast(shift))));
    }

    /// <summary>
    /// y = e^(x − shift), and their sum, while what lies <paramref name="ahead"/> elements behind x is fetched. Lanes past
    /// the end hold −∞, whose exponential is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials<V>(float* x, float* y, nint count, float shift, nint ahead = 0)
        where V : struct, IVector<V, float>
    {
        V shifts = V.Broadcast(shift);
        V even = V.Zero;
        V odd = V.Zero;
        nint i = 0;
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            CacheLine.PrefetchPair<V, float>(x + i + ahead);
            V first = SingleMath.ExpOfNegative(V.Load(x + i) - shifts);
            V second = SingleMath.ExpOfNegative(V.Load(x + i + V.Count) - shifts);
            V.Store(first, y + i);
            V.Store(second, y + i + V.Count);
            even += first;
            odd += second;
        }

        float* lanes = stackalloc float[V.Count];
        for (; i < count; i += V.Count)
        {
            int width = (int)Math.Min(V.Count, count - i);
            V.Store(V.Broadcast(float.NegativeInfinity), lanes);
            Unsafe.CopyBlockUnaligned(lanes, x + i, (uint)(width * sizeof(float)));
            V last = SingleMath.ExpOfNegative(V.Load(lanes) - shifts);
            V.Store(last, lanes);
            Unsafe.CopyBlockUnaligned(y + i, lanes, (uint)(width * sizeof(float)));
            even += last;
        }

        return V.Sum(even + odd);
    }

    /// <summary>y·factor in place.</summary>
    public static void Scale<V>(float* y, nint count, float factor)
        where V : struct, IVector<V, float> => Scale<V, CachedStore>(y, y, count, factor);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Scale<V, TStore>(float* x, float* y, nint count, float factor)
        where V : struct, IVector<V, float>
        where TStore : struct, IStore
    {
        V factors = V.Broadcast(factor);
        nint i = 0;
        nint aligned = TStore.IsNonTemporal ? Alignment.ElementsBefore<V, float>(y, count) : 0;
        for (; i < aligned; i++)
        {
            y[i] = x[i] * factor;
        }

        for (; i <= count - 4 * V.Count; i += 4 * V.Count)
        {
            V x0 = V.Load(x + i) * factors;
            V x1 = V.Load(x + i + V.Count) * factors;
            V x2 = V.Load(x + i + 2 * V.Count) * factors;
            V x3 = V.Load(x + i + 3 * V.Count) * factors;
            TStore.Store(x0, y + i);
            TStore.Store(x1, y + i + V.Count);
            TStore.Store(x2, y + i + 2 * V.Count);
            TStore.Store(x3, y + i + 3 * V.Count);
        }

        for (; i <= count - V.Count; i += V.Count)
        {
            TStore.Store(V.Load(x + i) * factors, y + i);
        }

        for (; i < count; i++)
        {
            y[i] = x[i] * factor;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Shift<V, TStore>(float* x, float* y, nint count, float maximum, float logarithm)
        where V : struct, IVector<V, float>
        where TStore : struct, IStore
    {
        V maxima = V.Broadcast(maximum);
        V logarithms = V.Broadcast(logarithm);
        nint ahead = TStore.IsNonTemporal ? CacheLine.Ahead<float>(count) : 0;
        nint i = 0;
        nint aligned = TStore.IsNonTemporal ? Alignment.ElementsBefore<V, float>(y, count) : 0;
        for (; i < aligned; i++)
        {
            y[i] = x[i] - maximum - logarithm;
        }

        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            CacheLine.PrefetchPair<V, float>(x + i + ahead);
            V x0 = V.Load(x + i) - maxima - logarithms;
            V x1 = V.Load(x + i + V.Count) - maxima - logarithms;
            TStore.Store(x0, y + i);
            TStore.Store(x1, y + i + V.Count);
        }

        for (; i < count; i++)
        {
            y[i] = x[i] - maximum - logarithm;
        }
    }
}
