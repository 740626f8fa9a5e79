using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>The mean of each window, and its transpose.</summary>
internal static unsafe class AveragePoolKernels
{
    /// <summary>One row of windows; <paramref name="factors"/> holds one over the divisor of each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Row<V>(in PlanePooling pooling, in PhasedPlane phased, int* taps, int outputRow, float* factors, float* y)
        where V : struct, IVector<V, float>
    {
        int top = outputRow * pooling.StrideHeight - pooling.PaddingTop;
        int end = PlanePooling.EndTap(top, pooling.KernelHeight, 1, pooling.Height);
        float* lanes = stackalloc float[V.Count];
        for (int o = 0; o < pooling.OutputWidth; o += V.Count)
        {
            V sum = V.Zero;
            for (int r = PlanePooling.FirstTap(top, 1); r < end; r++)
            {
                float* line = phased.Row(top + r) + o;
                for (int c = 0; c < pooling.KernelWidth; c++)
                {
                    sum += V.Load(line + taps[c]);
                }
            }

            int width = Math.Min(V.Count, pooling.OutputWidth - o);
            V.Store(sum * V.Load(factors + o), width == V.Count ? y + o : lanes);
            if (width < V.Count)
            {
                new ReadOnlySpan<float>(lanes, width).CopyTo(new Span<float>(y + o, width));
            }
        }
    }

    /// <summary>Spreads one row of gradients over the windows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void RowBackward<V>(
        in PlanePooling pooling, in PhasedPlane phased, int* taps, int outputRow, float* factors, float* dy)
        where V : struct, IVector<V, float>
    {
        int top = outputRow * pooling.StrideHeight - pooling.PaddingTop;
        int end = PlanePooling.EndTap(top, pooling.KernelHeight, 1, pooling.Height);
        float* lanes = stackalloc float[V.Count];
        for (int o = 0; o < pooling.OutputWidth; o += V.Count)
        {
            int width = Math.Min(V.Count, pooling.OutputWidth - o);
            float* source = dy + o;
            if (width < V.Count)
            {
                new Span<float>(lanes, V.Count).Clear();
                new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(lanes, width));
                source = lanes;
            }

            V share = V.Load(source) * V.Load(factors + o);
            for (int r = PlanePooling.FirstTap(top, 1); r < end; r++)
            {
                float* line = phased.Row(top + r) + o;
                for (int c = 0; c < pooling.KernelWidth; c++)
                {
                    float* place = line + taps[c];
                    V.Store(V.Load(place) + share, place);
                }
            }
        }
    }

    /// <summary>A plane of 2×2 windows that do not overlap, straight from the image.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoByTwo<V>(in PlanePooling pooling, float factor, float* x, float* y)
        where V : struct, IVector<V, float>
    {
        V factors = V.Broadcast(factor);
        for (int row = 0; row < pooling.OutputHeight; row++)
        {
            float* upper = x + 2L * row * pooling.Width;
            float* lower = upper + pooling.Width;
            int o = 0;
            for (; o <= pooling.OutputWidth - V.Count; o += V.Count)
            {
                V.LoadInterleaved(upper + 2 * o, out V a, out V b);
                V.LoadInterleaved(lower + 2 * o, out V c, out V d);
                V.Store((a + b + (c + d)) * factors, y + o);
            }

            for (; o < pooling.OutputWidth; o++)
            {
                y[o] = (upper[2 * o] + upper[2 * o + 1] + (lower[2 * o] + lower[2 * o + 1])) * factor;
            }

            y += pooling.OutputWidth;
        }
    }

    /// <summary>The transpose of <see cref="TwoByTwo"/>; what no window covers becomes 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoByTwoBackward<V>(in PlanePooling pooling, float factor, float* dy, float* dx)
        where V : struct, IVector<V, float>
    {
        V factors = V.Broadcast(factor);
        for (int row = 0; row < pooling.OutputHeight; row++)
        {
            float* upper = dx + 2L * row * pooling.Width;
            float* lower = upper + pooling.Width;
            int o = 0;
            for (; o <= pooling.OutputWidth - V.Count; o += V.Count)
            {
                V share = V.Load(dy + o) * factors;
                V.StoreInterleaved(share, share, upper + 2 * o);
                V.StoreInterleaved(share, share, lower + 2 * o);
            }

            for (; o < pooling.OutputWidth; o++)
            {
                float share = dy[o] * factor;
                upper[2 * o] = share;
                upper[2 * o + 1] = share;
                lower[2 * o] = share;
                lower[2 * o + 1] = share;
            }

            if (2 * pooling.OutputWidth < pooling.Width)
            {
                int from = 2 * pooling.OutputWidth;
                new Span<float>(upper + from, pooling.Width - from).Clear();
                new Span<float>(lower + from, pooling.Width - from).Clear();
            }

            dy += pooling.OutputWidth;
        }

        long covered = 2L * pooling.OutputHeight * pooling.Width;
        new Span<float>(dx + covered, (int)((long)pooling.Height * pooling.Width - covered)).Clear();
    }
}
