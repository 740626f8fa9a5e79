using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Kernels;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>The inner loops of <see cref="MatrixVector"/>.</summary>
internal static unsafe class MatrixVectorKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockRows = 2048;
    private const int RowsAtOnce = 8;

    /// <summary>y = α·M·x + β·y at strides, x contiguous.</summary>
    public struct Operands
    {
        public T* Matrix;
        public nint Row;
        public nint Column;
        public T* Vector;
        public nint VectorStride;
        public T* Result;
        public nint ResultStride;
        public int Rows;
        public int Depth;
        public T Alpha;
        public T Beta;

        public readonly void Write(int row, T sum)
        {
            T* target = Result + (row * ResultStride);
            *target = Beta == T.Zero ? Alpha * sum : T.FusedMultiplyAdd(Beta, *target, Alpha * sum);
        }
    }

    /// <summary>
    /// Contiguous rows: eight at a time, a sum for each. Eight streams have more lines on their way than four with lines asked
    /// for ahead.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Dots<TVector, TArithmetic>(in Operands operands, int start, int end)
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        int count = TArithmetic.Count;
        int depth = operands.Depth;
        T* x = operands.Vector;
        nint row = operands.Row;
        int even = depth / count * count;
        T* sums = stackalloc T[RowsAtOnce * count];

        // A last vector overlaps the one before; what was counted there is masked on both sides, should it not be finite.
        T* rest = stackalloc T[count];
        int scalarFrom = depth < count ? 0 : depth;
        if (depth > even && depth >= count)
        {
            new Span<T>(rest, count).Clear();
            int fresh = depth - even;
            new Span<byte>(rest + (count - fresh), fresh * sizeof(T)).Fill(0xFF);
        }
        else
        {
            rest = null;
        }

        int r = start;
        for (; r + RowsAtOnce <= end; r += RowsAtOnce)
        {
            T* first = operands.Matrix + (r * row);
            DotEightRows<TVector, TArithmetic>(first, row, x, even, depth - count, rest, sums);
            for (int i = 0; i < RowsAtOnce; i++)
            {
                operands.Write(r + i, TArithmetic.Sum(TArithmetic.Load(sums + (i * count))) + Tail(first + (i * row), x, scalarFrom, depth));
            }
        }

        int pairs = depth / (2 * count) * (2 * count);
        for (; r < end; r++)
        {
            T* m0 = operands.Matrix + (r * row);
            TVector s0 = TArithmetic.Broadcast(T.Zero), t0 = s0;
            for (int k = 0; k < pairs; k += 2 * count)
            {
                s0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k), TArithmetic.Load(x + k), s0);
                t0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k + count), TArithmetic.Load(x + k + count), t0);
            }

            if (even > pairs)
            {
                s0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + pairs), TArithmetic.Load(x + pairs), s0);
            }

            if (rest != null)
            {
                TVector mask = TArithmetic.Load(rest);
                TVector last = TArithmetic.And(TArithmetic.Load(x + depth - count), mask);
                t0 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m0 + depth - count), mask), last, t0);
            }

            operands.Write(r, TArithmetic.Sum(TArithmetic.Add(s0, t0)) + Tail(m0, x, scalarFrom, depth));
        }
    }

    /// <summary>
    /// Contiguous columns: eight of them at a time are added to a block of sums that stays in the first cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ScaledColumns<TVector, TArithmetic>(in Operands operands, int start, int end)
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        int count = TArithmetic.Count;
        int depth = operands.Depth;
        T* x = operands.Vector;
        nint column = operands.Column;
        T* sums = stackalloc T[BlockRows];
        T* lastSums = stackalloc T[count];
        for (int first = start; first < end; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, end - first);
            new Span<T>(sums, rows).Clear();
            new Span<T>(lastSums, count).Clear();
            int even = rows / count * count;
            bool overlaps = rows > even && rows >= count;
            for (int k = 0; k < depth; k += 8)
            {
                T* m = operands.Matrix + first + (k * column);
                int columns = Math.Min(8, depth - k);
                AddColumns<TVector, TArithmetic>(m, column, x + k, columns, sums, even);
                if (overlaps)
                {
                    // The last rows in a vector of their own, which computes some of the rows before once more.
                    AddColumns<TVector, TArithmetic>(m + rows - count, column, x + k, columns, lastSums, count);
                    continue;
                }

                for (int r = even; r < rows; r++)
                {
                    T sum = sums[r];
                    for (int c = 0; c < columns; c++)
                    {
                        sum = T.FusedMultiplyAdd(m[r + (c * column)], x[k + c], sum);
                    }

                    sums[r] = sum;
                }
            }

            if (overlaps)
            {
                new Span<T>(lastSums, count).CopyTo(new Span<T>(sums + rows - count, count));
            }

            for (int r = 0; r < rows; r++)
            {
                operands.Write(first + r, sums[r]);
            }
        }
    }

    /// <summary>Without a call in it, for which the sums would be kept in memory while they grow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void DotEightRows<TVector, TArithmetic>(T* m0, nint row, T* x, nint depth, nint last, T* rest, T* sums)
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        T* m1 = m0 + row, m2 = m1 + row, m3 = m2 + row, m4 = m3 + row, m5 = m4 + row, m6 = m5 + row, m7 = m6 + row;
        TVector s0 = TArithmetic.Broadcast(T.Zero), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (nint k = 0; k < depth; k += TArithmetic.Count)
        {
            TVector v = TArithmetic.Load(x + k);
            s0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k), v, s0);
            s1 = TArithmetic.MultiplyAdd(TArithmetic.Load(m1 + k), v, s1);
            s2 = TArithmetic.MultiplyAdd(TArithmetic.Load(m2 + k), v, s2);
            s3 = TArithmetic.MultiplyAdd(TArithmetic.Load(m3 + k), v, s3);
            s4 = TArithmetic.MultiplyAdd(TArithmetic.Load(m4 + k), v, s4);
            s5 = TArithmetic.MultiplyAdd(TArithmetic.Load(m5 + k), v, s5);
            s6 = TArithmetic.MultiplyAdd(TArithmetic.Load(m6 + k), v, s6);
            s7 = TArithmetic.MultiplyAdd(TArithmetic.Load(m7 + k), v, s7);
        }

        if (rest != null)
        {
            TVector mask = TArithmetic.Load(rest);
            TVector v = TArithmetic.And(TArithmetic.Load(x + last), mask);
            s0 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m0 + last), mask), v, s0);
            s1 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m1 + last), mask), v, s1);
            s2 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m2 + last), mask), v, s2);
            s3 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m3 + last), mask), v, s3);
            s4 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m4 + last), mask), v, s4);
            s5 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m5 + last), mask), v, s5);
            s6 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m6 + last), mask), v, s6);
            s7 = TArithmetic.MultiplyAdd(TArithmetic.And(TArithmetic.Load(m7 + last), mask), v, s7);
        }

        TArithmetic.Store(sums, s0);
        TArithmetic.Store(sums + TArithmetic.Count, s1);
        TArithmetic.Store(sums + (2 * TArithmetic.Count), s2);
        TArithmetic.Store(sums + (3 * TArithmetic.Count), s3);
        TArithmetic.Store(sums + (4 * TArithmetic.Count), s4);
        TArithmetic.Store(sums + (5 * TArithmetic.Count), s5);
        TArithmetic.Store(sums + (6 * TArithmetic.Count), s6);
        TArithmetic.Store(sums + (7 * TArithmetic.Count), s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddColumns<TVector, TArithmetic>(T* m, nint column, T* x, int columns, T* sums, int rows)
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        if (columns == 8)
        {
            AddEightColumns<TVector, TArithmetic>(m, column, x, sums, rows);
            return;
        }

        for (int c = 0; c < columns; c++)
        {
            TVector factor = TArithmetic.Broadcast(x[c]);
            for (int r = 0; r < rows; r += TArithmetic.Count)
            {
                TArithmetic.Store(
                    sums + r, TArithmetic.MultiplyAdd(TArithmetic.Load(m + r), factor, TArithmetic.Load(sums + r)));
            }

            m += column;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddEightColumns<TVector, TArithmetic>(T* m, nint column, T* x, T* sums, int rows)
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        TVector x0 = TArithmetic.Broadcast(x[0]), x1 = TArithmetic.Broadcast(x[1]);
        TVector x2 = TArithmetic.Broadcast(x[2]), x3 = TArithmetic.Broadcast(x[3]);
        TVector x4 = TArithmetic.Broadcast(x[4]), x5 = TArithmetic.Broadcast(x[5]);
        TVector x6 = TArithmetic.Broadcast(x[6]), x7 = TArithmetic.Broadcast(x[7]);
        T* m3 = m + (3 * column);
        T* m6 = m + (6 * column);
        for (int r = 0; r < rows; r += TArithmetic.Count)
        {
            TVector s = TArithmetic.MultiplyAdd(TArithmetic.Load(m + r), x0, TArithmetic.Load(sums + r));
            TVector t = TArithmetic.Multiply(TArithmetic.Load(m + r + column), x1);
            s = TArithmetic.MultiplyAdd(TArithmetic.Load(m + r + (2 * column)), x2, s);
            t = TArithmetic.MultiplyAdd(TArithmetic.Load(m3 + r), x3, t);
            s = TArithmetic.MultiplyAdd(TArithmetic.Load(m3 + r + column), x4, s);
            t = TArithmetic.MultiplyAdd(TArithmetic.Load(m3 + r + (2 * column)), x5, t);
            s = TArithmetic.MultiplyAdd(TArithmetic.Load(m6 + r), x6, s);
            t = TArithmetic.MultiplyAdd(TArithmetic.Load(m6 + r + column), x7, t);
            TArithmetic.Store(sums + r, TArithmetic.Add(s, t));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tail(T* row, T* x, int start, int end)
    {
        T sum = T.Zero;
        for (int k = start; k < end; k++)
        {
            sum = T.FusedMultiplyAdd(row[k], x[k], sum);
        }

        return sum;
    }
}
