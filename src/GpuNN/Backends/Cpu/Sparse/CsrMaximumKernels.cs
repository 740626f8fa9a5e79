using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Sparse;

/// <summary>The largest over the entries of a row and the entry it came from: NaN before any number, the first of equals.</summary>
internal static unsafe class CsrMaximumKernels
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Row<V>(int* columns, float* x, nint features, float* y, int* origins, int from, int to)
        where V : struct, IVector<V, float>
    {
        if (from == to)
        {
            new Span<float>(y, (int)features).Clear();
            new Span<int>(origins, (int)features).Fill(-1);
            return;
        }

        nint f = 0;
        for (; f <= features - V.Count; f += V.Count)
        {
            V best = V.Load(x + columns[from] * features + f);
            V origin = V.FromBits(from);
            for (int e = from + 1; e < to; e++)
            {
                V next = V.Load(x + columns[e] * features + f);
                V wins = ~V.LessThanOrEqual(next, best) & V.Equal(best, best);
                best = V.Select(wins, next, best);
                origin = V.Select(wins, V.FromBits(e), origin);
            }

            V.Store(best, y + f);
            V.Store(origin, (float*)origins + f);
        }

        for (; f < features; f++)
        {
            float best = x[columns[from] * features + f];
            int origin = from;
            for (int e = from + 1; e < to; e++)
            {
                float next = x[columns[e] * features + f];
                if (!(next <= best) && !float.IsNaN(best))
                {
                    best = next;
                    origin = e;
                }
            }

            y[f] = best;
            origins[f] = origin;
        }
    }

    /// <summary>dx[f] = Σ dy[row, f] over the entries of a column that the maximum came from.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ColumnGradient<V>(
        int* rows, int* entries, float* dy, int* origins, nint features, float* dx, int from, int to)
        where V : struct, IVector<V, float>
    {
        nint f = 0;
        for (; f <= features - V.Count; f += V.Count)
        {
            V sum = V.Zero;
            for (int t = from; t < to; t++)
            {
                nint at = rows[t] * features + f;
                V difference = V.SubtractBits(V.Load((float*)origins + at), V.FromBits(entries[t]));
                V isOrigin = V.Equal(V.FromIntegerBits(difference), V.Zero);
                sum += V.Load(dy + at) & isOrigin;
            }

            V.Store(sum, dx + f);
        }

        for (; f < features; f++)
        {
            float sum = 0;
            for (int t = from; t < to; t++)
            {
                nint at = rows[t] * features + f;
                sum += origins[at] == entries[t] ? dy[at] : 0;
            }

            dx[f] = sum;
        }
    }
}
