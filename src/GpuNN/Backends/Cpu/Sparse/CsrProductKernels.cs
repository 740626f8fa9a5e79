using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Sparse;

/// <summary>Rows of a sparse matrix times a dense one: the sums stay in registers while the neighbours' rows stream by.</summary>
internal static unsafe class CsrProductKernels
{
    private const int PrefetchDistance = 8;

    /// <summary>
    /// y[row, ·] = Σ a[e]·x[column[e], ·] for rows from <paramref name="start"/> to below <paramref name="end"/>, where x ends at
    /// <paramref name="xEnd"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows<V>(
        int* offsets, int* columns, float* values, float* x, float* xEnd, nint features, float* y, int start, int end, int last)
        where V : struct, IVector<V, float>
    {
        for (int row = start; row < end; row++)
        {
            int from = offsets[row];
            int to = offsets[row + 1];
            float* result = y + row * features;
            nint f = 0;
            for (; f <= features - 8 * V.Count; f += 8 * V.Count)
            {
                Eight<V>(columns, values, x + f, features, result + f, from, to, last);
            }

            for (; f <= features - 2 * V.Count; f += 2 * V.Count)
            {
                Two<V>(columns, values, x + f, features, result + f, from, to, last);
            }

            for (; f < features; f += V.Count)
            {
                One<V>(columns, values, x + f, xEnd, features, result + f, from, to, (int)Math.Min(V.Count, features - f));
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Eight<V>(
        int* columns, float* values, float* x, nint features, float* y, int from, int to, int last)
        where V : struct, IVector<V, float>
    {
        V s0 = V.Zero;
        V s1 = V.Zero;
        V s2 = V.Zero;
        V s3 = V.Zero;
        V s4 = V.Zero;
        V s5 = V.Zero;
        V s6 = V.Zero;
        V s7 = V.Zero;
        for (int e = from; e < to; e++)
        {
            Prefetch<V>(columns, x, features, e, last, 8);
            float* source = x + columns[e] * features;
            V a = V.Broadcast(values == null ? 1f : values[e]);
            s0 = V.MultiplyAdd(a, V.Load(source), s0);
            s1 = V.MultiplyAdd(a, V.Load(source + V.Count), s1);
            s2 = V.MultiplyAdd(a, V.Load(source + 2 * V.Count), s2);
            s3 = V.MultiplyAdd(a, V.Load(source + 3 * V.Count), s3);
            s4 = V.MultiplyAdd(a, V.Load(source + 4 * V.Count), s4);
            s5 = V.MultiplyAdd(a, V.Load(source + 5 * V.Count), s5);
            s6 = V.MultiplyAdd(a, V.Load(source + 6 * V.Count), s6);
            s7 = V.MultiplyAdd(a, V.Load(source + 7 * V.Count), s7);
        }

        V.Store(s0, y);
        V.Store(s1, y + V.Count);
        V.Store(s2, y + 2 * V.Count);
        V.Store(s3, y + 3 * V.Count);
        V.Store(s4, y + 4 * V.Count);
        V.Store(s5, y + 5 * V.Count);
        V.Store(s6, y + 6 * V.Count);
        V.Store(s7, y + 7 * V.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Two<V>(
        int* columns, float* values, float* x, nint features, float* y, int from, int to, int last)
        where V : struct, IVector<V, float>
    {
        V s0 = V.Zero;
        V s1 = V.Zero;
        for (int e = from; e < to; e++)
        {
            Prefetch<V>(columns, x, features, e, last, 2);
            float* source = x + columns[e] * features;
            V a = V.Broadcast(values == null ? 1f : values[e]);
            s0 = V.MultiplyAdd(a, V.Load(source), s0);
            s1 = V.MultiplyAdd(a, V.Load(source + V.Count), s1);
        }

        V.Store(s0, y);
        V.Store(s1, y + V.Count);
    }

    /// <summary>At most one register of features: a narrow one holds what follows in its other lanes, which nobody sees.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void One<V>(
        int* columns, float* values, float* x, float* xEnd, nint features, float* y, int from, int to, int width)
        where V : struct, IVector<V, float>
    {
        float* lanes = stackalloc float[V.Count];
        V sum = V.Zero;
        if (width == V.Count)
        {
            for (int e = from; e < to; e++)
            {
                V a = V.Broadcast(values == null ? 1f : values[e]);
                sum = V.MultiplyAdd(a, V.Load(x + columns[e] * features), sum);
            }

            V.Store(sum, y);
            return;
        }

        V.Store(V.Zero, lanes);
        for (int e = from; e < to; e++)
        {
            float* source = x + columns[e] * features;
            if (source + V.Count > xEnd)
            {
                for (int i = 0; i < width; i++)
                {
                    lanes[i] = source[i];
                }

                source = lanes;
            }

            sum = V.MultiplyAdd(V.Broadcast(values == null ? 1f : values[e]), V.Load(source), sum);
        }

        V.Store(sum, lanes);
        for (int i = 0; i < width; i++)
        {
            y[i] = lanes[i];
        }
    }

    /// <summary>Asks for the lines that an entry a few steps ahead will read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<V>(int* columns, float* x, nint features, int entry, int last, int registers)
        where V : struct, IVector<V, float>
    {
        if (Sse.IsSupported && entry + PrefetchDistance < last)
        {
            float* ahead = x + columns[entry + PrefetchDistance] * features;
            for (int i = 0; i < registers * V.Count; i += 16)
            {
                Sse.Prefetch0(ahead + i);
            }
        }
    }
}
