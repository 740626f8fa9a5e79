using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax of one contiguous row: a maximum, exponentials with their sum, a scaling; the row stays in the cache.</summary>
internal static unsafe class RowSoftmax
{
    /// <summary>y = e^(x − max) / Σ e^(x − max). y may be x.</summary>
    public static void Forward<V>(float* x, float* y, nint count)
        where V : struct, IVector<V, float>
    {
        float maximum = RowReduction.Run<V, float, MaximumReducer<float>>(x, count, 0);
        float sum = Exponentials<V>(x, y, count, maximum);
        Scale<V>(y, count, 1 / sum);
    }

    /// <summary>y = x − max − ln Σ e^(x − max). y may be x.</summary>
    public static void ForwardLogarithmic<V>(float* x, float* y, nint count)
        where V : struct, IVector<V, float>
    {
        float maximum = RowReduction.Run<V, float, MaximumReducer<float>>(x, count, 0);
        float sum = RowReduction.Run<V, float, ExponentialReducer<float>>(x, count, maximum);
        Shift<V>(x, y, count, maximum, MathF.Log(sum));
    }

    /// <summary>ln Σ e^x, 0 taken for an infinite maximum.</summary>
    public static float LogSumExp<V>(float* x, nint count)
        where V : struct, IVector<V, float>
    {
        float maximum = RowReduction.Run<V, float, MaximumReducer<float>>(x, count, 0);
        float shift = float.IsInfinity(maximum) ? 0 : maximum;
        return shift + MathF.Log(RowReduction.Run<V, float, NegativeExponentialReducer>(x, count, shift));
    }

    /// <summary>y = e^(x − shift), and their sum. Lanes past the end hold −∞, whose exponential is 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials<V>(float* x, float* y, nint count, float shift)
        where V : struct, IVector<V, float>
    {
        V shifts = V.Broadcast(shift);
        V even = V.Zero;
        V odd = V.Zero;
        nint i = 0;
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
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
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Scale<V>(float* y, nint count, float factor)
        where V : struct, IVector<V, float>
    {
        V factors = V.Broadcast(factor);
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V.Store(V.Load(y + i) * factors, y + i);
        }

        for (; i < count; i++)
        {
            y[i] *= factor;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Shift<V>(float* x, float* y, nint count, float maximum, float logarithm)
        where V : struct, IVector<V, float>
    {
        V maxima = V.Broadcast(maximum);
        V logarithms = V.Broadcast(logarithm);
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V.Store(V.Load(x + i) - maxima - logarithms, y + i);
        }

        for (; i < count; i++)
        {
            y[i] = x[i] - maximum - logarithm;
        }
    }
}
