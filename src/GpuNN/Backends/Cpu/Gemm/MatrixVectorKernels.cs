using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.Gemm.Kernels;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>The inner loops of <see cref="MatrixVector"/>.</summary>
internal static unsafe class MatrixVectorKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockRows = 2048;

    /// <summary>Elements that rows are fetched ahead: half a kilobyte of single precision.</summary>
    private const int Ahead = 128;

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
    /// Contiguous rows: four at a time, so that x is read once for four, two sums for each; the next four are fetched ahead,
    /// since a row may end with its page and the processor's own prefetcher with it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Dots<TVector, TArithmetic>(in Operands operands, int start, int end)
        where TVector : struct
        where TArithmetic : struct, IVectorArithmetic<TVector, T>
    {
        int count = TArithmetic.Count;
        int depth = operands.Depth;
        int even = depth / (2 * count) * (2 * count);
        T* x = operands.Vector;
        nint row = operands.Row;
        int r = start;
        for (; r + 4 <= end; r += 4)
        {
            T* m0 = operands.Matrix + (r * row);
            T* m1 = m0 + row;
            T* m2 = m1 + row;
            T* m3 = m2 + row;
            nint next = r + 8 <= end ? (4 * row) - even : -Ahead;
            TVector s0 = TArithmetic.Broadcast(T.Zero), t0 = s0, s1 = s0, t1 = s0, s2 = s0, t2 = s0, s3 = s0, t3 = s0;
            for (int k = 0; k < even; k += 2 * count)
            {
                nint ahead = k + Ahead + (k + Ahead < even ? 0 : next);
                Prefetch(m0 + ahead);
                Prefetch(m1 + ahead);
                Prefetch(m2 + ahead);
                Prefetch(m3 + ahead);
                TVector x0 = TArithmetic.Load(x + k);
                TVector x1 = TArithmetic.Load(x + k + count);
                s0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k), x0, s0);
                t0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k + count), x1, t0);
                s1 = TArithmetic.MultiplyAdd(TArithmetic.Load(m1 + k), x0, s1);
                t1 = TArithmetic.MultiplyAdd(TArithmetic.Load(m1 + k + count), x1, t1);
                s2 = TArithmetic.MultiplyAdd(TArithmetic.Load(m2 + k), x0, s2);
                t2 = TArithmetic.MultiplyAdd(TArithmetic.Load(m2 + k + count), x1, t2);
                s3 = TArithmetic.MultiplyAdd(TArithmetic.Load(m3 + k), x0, s3);
                t3 = TArithmetic.MultiplyAdd(TArithmetic.Load(m3 + k + count), x1, t3);
            }

            operands.Write(r, TArithmetic.Sum(TArithmetic.Add(s0, t0)) + Tail(m0, x, even, depth));
            operands.Write(r + 1, TArithmetic.Sum(TArithmetic.Add(s1, t1)) + Tail(m1, x, even, depth));
            operands.Write(r + 2, TArithmetic.Sum(TArithmetic.Add(s2, t2)) + Tail(m2, x, even, depth));
            operands.Write(r + 3, TArithmetic.Sum(TArithmetic.Add(s3, t3)) + Tail(m3, x, even, depth));
        }

        for (; r < end; r++)
        {
            T* m0 = operands.Matrix + (r * row);
            TVector s0 = TArithmetic.Broadcast(T.Zero), t0 = s0;
            for (int k = 0; k < even; k += 2 * count)
            {
                s0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k), TArithmetic.Load(x + k), s0);
                t0 = TArithmetic.MultiplyAdd(TArithmetic.Load(m0 + k + count), TArithmetic.Load(x + k + count), t0);
            }

            operands.Write(r, TArithmetic.Sum(TArithmetic.Add(s0, t0)) + Tail(m0, x, even, depth));
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
        for (int first = start; first < end; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, end - first);
            new Span<T>(sums, rows).Clear();
            int even = rows / count * count;
            for (int k = 0; k < depth; k += 8)
            {
                T* m = operands.Matrix + first + (k * column);
                int columns = Math.Min(8, depth - k);
                if (columns == 8)
                {
                    AddEightColumns<TVector, TArithmetic>(m, column, x + k, sums, even);
                }

                for (int r = columns == 8 ? even : 0; r < rows; r++)
                {
                    T sum = sums[r];
                    for (int c = 0; c < columns; c++)
                    {
                        sum = T.FusedMultiplyAdd(m[r + (c * column)], x[k + c], sum);
                    }

                    sums[r] = sum;
                }
            }

            for (int r = 0; r < rows; r++)
            {
                operands.Write(first + r, sums[r]);
            }
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
    private static void Prefetch(T* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
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
