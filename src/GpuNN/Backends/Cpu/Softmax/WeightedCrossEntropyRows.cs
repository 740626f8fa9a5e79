using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary><see cref="CrossEntropyRows"/> with weights, smoothing and a target that is ignored.</summary>
internal static unsafe class WeightedCrossEntropyRows
{
    /// <summary>The loss of one row; the logarithm of the sum of exponentials is kept for the gradient.</summary>
    public static void Forward<V>(
        float* x, long target, nint classes, in CrossEntropyTerms terms, float* loss, float* logSumExp)
        where V : struct, IVector<V, float>
    {
        float sum = RowSoftmax.LogSumExp<V>(x, classes);
        *logSumExp = sum;
        if (terms.Ignore(target))
        {
            *loss = 0;
            return;
        }

        float chosen = terms.Kept * terms.Weight(target) * (sum - x[target]);
        *loss = terms.Share == 0 ? chosen : chosen + terms.Share * Distances<V>(x, terms.Weights, classes, sum);
    }

    /// <summary>dx = g·(p·((1 − s)·w_t + s/c·Σ w) − s/c·w − (1 − s)·w_t·[target]) with p = e^(x − ln Σ e^x); 0 where the
    /// target is ignored.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Backward<V>(
        float* x, long target, nint classes, in CrossEntropyTerms terms, float logSumExp, float g, float* dx)
        where V : struct, IVector<V, float>
    {
        if (terms.Ignore(target))
        {
            new Span<float>(dx, (int)classes).Clear();
            return;
        }

        float chosen = terms.Kept * terms.Weight(target);
        float* weights = terms.Weights;
        V shift = V.Broadcast(logSumExp);
        V slope = V.Broadcast(g * (chosen + terms.Share * terms.Total));
        V share = V.Broadcast(g * terms.Share);
        float* lanes = stackalloc float[2 * V.Count];
        V.Store(V.Constant(1), lanes + V.Count);
        for (nint i = 0; i < classes; i += V.Count)
        {
            nint width = Math.Min(V.Count, classes - i);
            float* source = x + i;
            float* weight = weights == null ? lanes + V.Count : weights + i;
            if (width < V.Count)
            {
                uint bytes = (uint)(width * sizeof(float));
                V.Store(shift, lanes);
                Unsafe.CopyBlockUnaligned(lanes, source, bytes);
                source = lanes;
                if (weights != null)
                {
                    V.Store(V.Zero, lanes + V.Count);
                    Unsafe.CopyBlockUnaligned(lanes + V.Count, weight, bytes);
                    weight = lanes + V.Count;
                }
            }

            V result = SingleMath.ExpOfNegative(V.Load(source) - shift) * slope - share * V.Load(weight);
            if (width == V.Count)
            {
                V.Store(result, dx + i);
            }
            else
            {
                V.Store(result, lanes);
                Unsafe.CopyBlockUnaligned(dx + i, lanes, (uint)(width * sizeof(float)));
            }
        }

        dx[target] -= g * chosen;
    }

    /// <summary>Σ w·(shift − x); w may be null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Distances<V>(float* x, float* weights, nint count, float shift)
        where V : struct, IVector<V, float>
    {
        V shifts = V.Broadcast(shift);
        V even = V.Zero;
        V odd = V.Zero;
        nint i = 0;
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            V first = shifts - V.Load(x + i);
            V second = shifts - V.Load(x + i + V.Count);
            even += weights == null ? first : first * V.Load(weights + i);
            odd += weights == null ? second : second * V.Load(weights + i + V.Count);
        }

        float sum = V.Sum(even + odd);
        for (; i < count; i++)
        {
            sum += (weights == null ? 1 : weights[i]) * (shift - x[i]);
        }

        return sum;
    }
}
