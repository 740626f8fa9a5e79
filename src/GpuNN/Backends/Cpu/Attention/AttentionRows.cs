using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.Softmax;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Attention;

/// <summary>What happens to one query's scores between two products, in registers of one width.</summary>
internal static unsafe class AttentionRows<V>
    where V : struct, IVector<V, float>
{
    /// <summary>
    /// The online softmax (Milakov and Gimelshein): scores become e^(s − m) with the maximum m of all so far; what was
    /// summed with the old maximum is scaled to the new one.
    /// </summary>
    /// <param name="scores">A tile's scores that the query sees.</param>
    /// <param name="count">How many.</param>
    /// <param name="maximum">m, −∞ before the first tile.</param>
    /// <param name="sum">Σ e^(s − m), 0 before the first tile.</param>
    /// <param name="output">Σ e^(s − m)·v so far.</param>
    /// <param name="size">Its length, 0 before the first tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(float* scores, int count, ref float maximum, ref float sum, float* output, int size)
    {
        float before = maximum;
        float now = RowReduction.Run<V, float, MaximumReducer<float>>(scores, count, 0);
        maximum = float.IsNaN(before) || before > now ? before : now;
        float shift = maximum == float.NegativeInfinity ? 0 : maximum;
        float here = RowSoftmax.Exponentials<V>(scores, scores, count, shift);
        if (maximum == before)
        {
            sum += here;
            return;
        }

        float factor = MathF.Exp(before - maximum);
        sum = (sum * factor) + here;
        RowSoftmax.Scale<V>(output, size, factor);
    }

    /// <summary>weight = e^(score − logSum) and slope = α·weight·(slope − share), in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Slopes(float* weights, float* slopes, int count, float logSum, float share, float scale)
    {
        V scales = V.Broadcast(scale);
        V shares = V.Broadcast(share);
        RowSoftmax.Exponentials<V>(weights, weights, count, logSum);
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V.Store(V.Load(weights + i) * scales * (V.Load(slopes + i) - shares), slopes + i);
        }

        for (; i < count; i++)
        {
            slopes[i] = weights[i] * scale * (slopes[i] - share);
        }
    }
}
