using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>The gradient of softmax along one contiguous row.</summary>
internal static unsafe class RowSoftmaxGradient
{
    /// <summary>dx = y·(dy − Σ dy·y).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(float* dy, float* y, float* dx, nint count)
        where V : struct, IVector<V, float>
    {
        V even = V.Zero;
        V odd = V.Zero;
        nint i = 0;
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            even = V.MultiplyAdd(V.Load(dy + i), V.Load(y + i), even);
            odd = V.MultiplyAdd(V.Load(dy + i + V.Count), V.Load(y + i + V.Count), odd);
        }

        float sum = V.Sum(even + odd);
        for (; i < count; i++)
        {
            sum += dy[i] * y[i];
        }

        V sums = V.Broadcast(sum);
        for (i = 0; i <= count - V.Count; i += V.Count)
        {
            V.Store(V.Load(y + i) * (V.Load(dy + i) - sums), dx + i);
        }

        for (; i < count; i++)
        {
            dx[i] = y[i] * (dy[i] - sum);
        }
    }

    /// <summary>dx = dy − e^y·Σ dy, for y = log-softmax.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void RunLogarithmic<V>(float* dy, float* y, float* dx, nint count)
        where V : struct, IVector<V, float>
    {
        V even = V.Zero;
        V odd = V.Zero;
        nint i = 0;
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            even += V.Load(dy + i);
            odd += V.Load(dy + i + V.Count);
        }

        float sum = V.Sum(even + odd);
        for (; i < count; i++)
        {
            sum += dy[i];
        }

        V sums = V.Broadcast(sum);
        for (i = 0; i <= count - V.Count; i += V.Count)
        {
            V.Store(V.Load(dy + i) - SingleMath.ExpOfNegative(V.Load(y + i)) * sums, dx + i);
        }

        for (; i < count; i++)
        {
            dx[i] = dy[i] - MathF.Exp(y[i]) * sum;
        }
    }
}
