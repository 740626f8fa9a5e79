using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>
/// Reduces x[outer, reduced, inner] to z[outer, inner]. What a thread does depends on the sizes alone, so the result
/// does not depend on the number of threads.
/// </summary>
internal static unsafe class ReductionEngine
{
    /// <summary>The elements that make a task of their own.</summary>
    private const int Task = 32 * 1024;

    /// <summary><paramref name="shift"/> has one number per result where the reducer takes it.</summary>
    public static void Reduce<T, TReducer>(T* x, long outer, long reduced, long inner, T* z, T* shift = null)
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                Reduce<Lanes512<T>, T, TReducer>(x, outer, reduced, inner, shift, z);
                break;
            case 256:
                Reduce<Lanes256<T>, T, TReducer>(x, outer, reduced, inner, shift, z);
                break;
            default:
                Reduce<Lanes128<T>, T, TReducer>(x, outer, reduced, inner, shift, z);
                break;
        }
    }

    private static void Reduce<V, T, TReducer>(T* x, long outer, long reduced, long inner, T* shift, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        if (outer == 0 || inner == 0)
        {
            return;
        }

        if (reduced == 0)
        {
            new Span<T>(z, checked((int)(outer * inner))).Fill(TReducer.Identity);
        }
        else if (inner == 1)
        {
            ReduceRows<V, T, TReducer>(x, outer, reduced, shift, z);
        }
        else if (inner < 2 * V.Count && reduced >= 64 && !TReducer.IsShifted)
        {
            ReduceNarrow<V, T, TReducer>(x, outer, reduced, (int)inner, z);
        }
        else
        {
            ReduceColumns<V, T, TReducer>(x, outer, reduced, inner, shift, z);
        }
    }

    private static void ReduceRows<V, T, TReducer>(T* x, long outer, long reduced, T* shift, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        // Few long rows are cut into pieces, whose results are rows to reduce again.
        if (outer < 16 && reduced >= 4 * Task && !TReducer.IsShifted)
        {
            int pieces = (int)(reduced / Task);
            using ScratchMemory memory = ScratchMemory.Rent<T>(outer * pieces);
            T* partial = memory.As<T>();
            ParallelLoop.For((int)outer * pieces, 1, new Pieces<V, T, TReducer>(x, reduced, pieces, partial));
            for (long row = 0; row < outer; row++)
            {
                z[row] = Again<V, T, TReducer>(partial + row * pieces, pieces);
            }

            return;
        }

        int grain = (int)Math.Clamp(Task / reduced, 1, outer);
        ParallelLoop.For(checked((int)outer), grain, new Rows<V, T, TReducer>(x, reduced, shift, z));
    }

    /// <summary>Combines results, which must not be mapped a second time.</summary>
    private static T Again<V, T, TReducer>(T* partial, int count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        for (; count > 1; count = (count + 1) / 2)
        {
            ColumnReduction.Combine<V, T, TReducer>(partial, partial + (count + 1) / 2, count / 2);
        }

        return *partial;
    }

    /// <summary>Rows too narrow for registers: several of them make one wide row, folded at the end.</summary>
    private static void ReduceNarrow<V, T, TReducer>(T* x, long outer, long reduced, int inner, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        const int Fold = 32;
        long wideRows = reduced / Fold;
        int rest = (int)(reduced - wideRows * Fold);
        using ScratchMemory memory = ScratchMemory.Rent<T>(outer * Fold * inner + inner);
        T* wide = memory.As<T>();
        T* other = wide + outer * Fold * inner;
        ReduceColumns<V, T, TReducer>(x, outer, wideRows, Fold * inner, null, wide, reduced * inner);
        for (long row = 0; row < outer; row++)
        {
            T* folded = wide + row * Fold * inner;
            for (int count = Fold; count > 1; count /= 2)
            {
                ColumnReduction.Combine<V, T, TReducer>(folded, folded + count / 2 * inner, count / 2 * inner);
            }

            ColumnReduction.Run<V, T, TReducer>(
                x + (row * reduced + wideRows * Fold) * inner, rest, inner, inner, null, other);
            ColumnReduction.Combine<V, T, TReducer>(folded, other, inner);
            new ReadOnlySpan<T>(folded, inner).CopyTo(new Span<T>(z + row * inner, inner));
        }
    }

    private static void ReduceColumns<V, T, TReducer>(
        T* x, long outer, long reduced, long inner, T* shift, T* z, long outerStride = 0)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        outerStride = outerStride == 0 ? reduced * inner : outerStride;

        // Strips of columns are tasks; where there are few of them, pieces of the rows are too.
        int width = (int)Math.Min(inner, Math.Max(4 * V.Count, ColumnReduction.LargestWidth / 4));
        int strips = (int)((inner + width - 1) / width);
        int pieces = outer * strips >= 8 ? 1 : (int)Math.Clamp(reduced * width / Task, 1, 32);
        if (pieces == 1)
        {
            int grain = (int)Math.Clamp(Task / (reduced * width), 1, outer * strips);
            ParallelLoop.For(
                checked((int)(outer * strips)),
                grain,
                new Strips<V, T, TReducer>(x, outerStride, reduced, inner, width, strips, 1, shift, z));
            return;
        }

        using ScratchMemory memory = ScratchMemory.Rent<T>(outer * pieces * inner);
        T* partial = memory.As<T>();
        ParallelLoop.For(
            checked((int)(outer * strips * pieces)),
            1,
            new Strips<V, T, TReducer>(x, outerStride, reduced, inner, width, strips, pieces, shift, partial));
        for (long row = 0; row < outer; row++)
        {
            T* first = partial + row * pieces * inner;
            for (int count = pieces; count > 1; count = (count + 1) / 2)
            {
                int keep = (count + 1) / 2;
                for (int i = 0; i < count / 2; i++)
                {
                    ColumnReduction.Combine<V, T, TReducer>(first + i * inner, first + (keep + i) * inner, (int)inner);
                }
            }

            new ReadOnlySpan<T>(first, (int)inner).CopyTo(new Span<T>(z + row * inner, (int)inner));
        }
    }

    private readonly struct Rows<V, T, TReducer>(T* x, long reduced, T* shift, T* z) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            if (RowReduction.IsShort<V, T>(reduced))
            {
                RowReduction.ShortRows<V, T, TReducer>(
                    x + start * reduced, end - start, (nint)reduced, shift + start, z + start);
                return;
            }

            for (long row = start; row < end; row++)
            {
                z[row] = RowReduction.Run<V, T, TReducer>(
                    x + row * reduced, (nint)reduced, TReducer.IsShifted ? shift[row] : default);
            }
        }
    }

    private readonly struct Pieces<V, T, TReducer>(T* x, long reduced, int pieces, T* partial) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                long row = i / pieces;
                long from = reduced * (i % pieces) / pieces;
                long to = reduced * (i % pieces + 1) / pieces;
                partial[i] = RowReduction.Run<V, T, TReducer>(x + row * reduced + from, (nint)(to - from), default);
            }
        }
    }

    private readonly struct Strips<V, T, TReducer>(
        T* x, long outerStride, long reduced, long inner, int width, int strips, int pieces, T* shift, T* z) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                long row = i / strips / pieces;
                int piece = i / strips % pieces;
                long column = (long)(i % strips) * width;
                long from = reduced * piece / pieces;
                long to = reduced * (piece + 1) / pieces;
                ColumnReduction.Run<V, T, TReducer>(
                    x + row * outerStride + from * inner + column,
                    (nint)(to - from),
                    (nint)inner,
                    (int)Math.Min(width, inner - column),
                    TReducer.IsShifted ? shift + row * inner + column : null,
                    z + (row * pieces + piece) * inner + column);
            }
        }
    }
}
