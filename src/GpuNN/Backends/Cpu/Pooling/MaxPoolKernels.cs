using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>
/// The largest element of each window and where it is: NaN before any number, the first of equal ones. Registers hold
/// neighbouring windows; places are integers of the lane's size.
/// </summary>
internal static unsafe class MaxPoolKernels
{
    /// <summary>
    /// One row of windows. <paramref name="columns"/> and <paramref name="firsts"/> hold for each window, as integers, its
    /// first column and its first column that lies inside.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Row<V>(
        in PlanePooling pooling, in PhasedPlane phased, int* taps, int outputRow, int* columns, int* firsts, float* y, long* places)
        where V : struct, IVector<V, float>
    {
        int top = outputRow * pooling.StrideHeight - pooling.PaddingTop;
        int first = PlanePooling.FirstTap(top, pooling.DilationHeight);
        int end = PlanePooling.EndTap(top, pooling.KernelHeight, pooling.DilationHeight, pooling.Height);
        int firstRow = top + first * pooling.DilationHeight;
        float* lanes = stackalloc float[V.Count];
        long* wide = stackalloc long[V.Count];
        for (int o = 0; o < pooling.OutputWidth; o += V.Count)
        {
            V best = V.Broadcast(float.NegativeInfinity);
            V place = V.AddBits(V.Load((float*)firsts + o), V.FromBits((long)firstRow * pooling.Width));
            V column = V.Load((float*)columns + o);
            for (int r = first; r < end; r++)
            {
                int row = top + r * pooling.DilationHeight;
                float* line = phased.Row(row) + o;
                for (int c = 0; c < pooling.KernelWidth; c++)
                {
                    V next = V.Load(line + taps[c]);
                    V wins = Beats(next, best);
                    V at = V.AddBits(column, V.FromBits((long)row * pooling.Width + c * pooling.DilationWidth));
                    best = V.Select(wins, next, best);
                    place = V.Select(wins, at, place);
                }
            }

            int width = Math.Min(V.Count, pooling.OutputWidth - o);
            V.Store(best, width == V.Count ? y + o : lanes);
            if (places != null)
            {
                V.StoreAsInt64(place, width == V.Count ? places + o : wide);
            }

            if (width < V.Count)
            {
                new ReadOnlySpan<float>(lanes, width).CopyTo(new Span<float>(y + o, width));
                if (places != null)
                {
                    new ReadOnlySpan<long>(wide, width).CopyTo(new Span<long>(places + o, width));
                }
            }
        }
    }

    /// <summary>
    /// A plane of 2×2 windows that do not overlap, straight from the image. Where <paramref name="hasRoom"/>, a register may be
    /// read and written behind the beginning of any row: rows narrower than one run over into the next, which is written after.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoByTwo<V>(in PlanePooling pooling, float* x, float* y, long* places, bool hasRoom)
        where V : struct, IVector<V, float>
    {
        int* steps = stackalloc int[V.Count];
        for (int i = 0; i < V.Count; i++)
        {
            steps[i] = 2 * i;
        }

        V step = V.Load((float*)steps);
        int width = pooling.Width;
        for (int row = 0; row < pooling.OutputHeight; row++)
        {
            float* upper = x + 2L * row * width;
            float* lower = upper + width;
            int o = 0;
            int last = hasRoom ? Math.Max(pooling.OutputWidth - V.Count, 0) : pooling.OutputWidth - V.Count;
            while (o <= last)
            {
                V.LoadInterleaved(upper + 2 * o, out V best, out V upperRight);
                V.LoadInterleaved(lower + 2 * o, out V lowerLeft, out V lowerRight);
                if (places == null)
                {
                    V.Store(V.Max(V.Max(best, upperRight), V.Max(lowerLeft, lowerRight)), y + o);
                    o = Next<V>(o, last);
                    continue;
                }

                V place = V.AddBits(step, V.FromBits(2L * row * width + 2 * o));
                V at = place;
                V wins = Beats(upperRight, best);
                best = V.Select(wins, upperRight, best);
                place = V.Select(wins, V.AddBits(at, V.FromBits(1)), place);
                wins = Beats(lowerLeft, best);
                best = V.Select(wins, lowerLeft, best);
                place = V.Select(wins, V.AddBits(at, V.FromBits(width)), place);
                wins = Beats(lowerRight, best);
                best = V.Select(wins, lowerRight, best);
                place = V.Select(wins, V.AddBits(at, V.FromBits(width + 1)), place);
                V.Store(best, y + o);
                V.StoreAsInt64(place, places + o);
                o = Next<V>(o, last);
            }

            for (; o < pooling.OutputWidth; o++)
            {
                y[o] = One(upper + 2 * o, width, out int offset);
                if (places != null)
                {
                    places[o] = 2L * row * width + 2 * o + offset;
                }
            }

            y += pooling.OutputWidth;
            places = places == null ? null : places + pooling.OutputWidth;
        }
    }

    /// <summary>The next register of windows; the last one overlaps where the width is no multiple.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next<V>(int o, int last)
        where V : struct, IVector<V, float> =>
        o == last ? last + V.Count : Math.Min(o + V.Count, last);

    /// <summary>Greater, or a NaN where there was none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Beats<V>(V next, V best)
        where V : struct, IVector<V, float> => V.NotLessThanOrEqual(next, best) & V.Equal(best, best);

    private static float One(float* corner, int width, out int offset)
    {
        offset = 0;
        float best = *corner;
        ReadOnlySpan<int> others = [1, width, width + 1];
        foreach (int other in others)
        {
            if (!(corner[other] <= best) && !float.IsNaN(best))
            {
                best = corner[other];
                offset = other;
            }
        }

        return best;
    }
}
