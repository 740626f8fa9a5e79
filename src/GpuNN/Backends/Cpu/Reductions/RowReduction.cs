using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>
/// Reduces contiguous elements to one number: four accumulators per block, blocks combined in pairs, so that rounding
/// errors of sums grow with the logarithm of the count.
/// </summary>
internal static unsafe class RowReduction
{
    private const int BlockVectors = 128;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Run<V, T, TReducer>(T* x, nint count, T shift)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        V shifts = V.Broadcast(shift);
        if (count < V.Count)
        {
            return TReducer.Fold(Partial<V, T, TReducer>(x, count, shifts));
        }

        nint vectors = count / V.Count;
        V result = vectors <= BlockVectors
            ? Block<V, T, TReducer>(x, vectors, shifts)
            : Pairwise<V, T, TReducer>(x, vectors, shifts);
        nint rest = count - vectors * V.Count;
        if (rest > 0)
        {
            // The last register overlaps; lanes that were counted before take the identity.
            V mapped = TReducer.Map(V.Load(x + count - V.Count), shifts);
            V isNew = ~V.LessThan(V.Indices, V.Constant(V.Count - rest));
            result = TReducer.Combine(result, V.Select(isNew, mapped, V.Broadcast(TReducer.Identity)));
        }

        return TReducer.Fold(result);
    }

    /// <summary>
    /// Rows of at least one register and at most one block in one loop, so that the end of one row overlaps the next.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ShortRows<V, T, TReducer>(T* x, nint rows, nint count, T* shifts, T* z)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        nint whole = count / V.Count * V.Count;
        nint unrolled = count / (4 * V.Count) * (4 * V.Count);
        V identity = V.Broadcast(TReducer.Identity);
        V isNew = ~V.LessThan(V.Indices, V.Constant(V.Count - (count - whole)));
        for (nint row = 0; row < rows; row++, x += count)
        {
            V shift = TReducer.IsShifted ? V.Broadcast(shifts[row]) : V.Zero;
            V a0 = identity;
            V a1 = identity;
            V a2 = identity;
            V a3 = identity;
            nint i = 0;
            for (; i < unrolled; i += 4 * V.Count)
            {
                a0 = TReducer.Combine(a0, TReducer.Map(V.Load(x + i), shift));
                a1 = TReducer.Combine(a1, TReducer.Map(V.Load(x + i + V.Count), shift));
                a2 = TReducer.Combine(a2, TReducer.Map(V.Load(x + i + 2 * V.Count), shift));
                a3 = TReducer.Combine(a3, TReducer.Map(V.Load(x + i + 3 * V.Count), shift));
            }

            for (; i < whole; i += V.Count)
            {
                a0 = TReducer.Combine(a0, TReducer.Map(V.Load(x + i), shift));
            }

            if (whole < count)
            {
                V mapped = TReducer.Map(V.Load(x + count - V.Count), shift);
                a1 = TReducer.Combine(a1, V.Select(isNew, mapped, identity));
            }

            z[row] = TReducer.Fold(TReducer.Combine(TReducer.Combine(a0, a1), TReducer.Combine(a2, a3)));
        }
    }

    /// <summary>Whether rows of that many elements are such rows.</summary>
    public static bool IsShort<V, T>(long count)
        where V : struct, IVector<V, T>
        where T : unmanaged => count >= V.Count && count <= BlockVectors * V.Count;

    private static V Pairwise<V, T, TReducer>(T* x, nint vectors, V shift)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        if (vectors <= BlockVectors)
        {
            return Block<V, T, TReducer>(x, vectors, shift);
        }

        nint half = (vectors / 2 + BlockVectors - 1) / BlockVectors * BlockVectors;
        return TReducer.Combine(
            Pairwise<V, T, TReducer>(x, half, shift),
            Pairwise<V, T, TReducer>(x + half * V.Count, vectors - half, shift));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Block<V, T, TReducer>(T* x, nint vectors, V shift)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        V a0 = V.Broadcast(TReducer.Identity);
        V a1 = a0;
        V a2 = a0;
        V a3 = a0;
        T* end = x + (vectors & ~3) * V.Count;
        for (; x < end; x += 4 * V.Count)
        {
            a0 = TReducer.Combine(a0, TReducer.Map(V.Load(x), shift));
            a1 = TReducer.Combine(a1, TReducer.Map(V.Load(x + V.Count), shift));
            a2 = TReducer.Combine(a2, TReducer.Map(V.Load(x + 2 * V.Count), shift));
            a3 = TReducer.Combine(a3, TReducer.Map(V.Load(x + 3 * V.Count), shift));
        }

        for (nint i = vectors & 3; i > 0; i--, x += V.Count)
        {
            a0 = TReducer.Combine(a0, TReducer.Map(V.Load(x), shift));
        }

        return TReducer.Combine(TReducer.Combine(a0, a1), TReducer.Combine(a2, a3));
    }

    /// <summary>Fewer elements than a register has: mapped, and the identity in the other lanes.</summary>
    private static V Partial<V, T, TReducer>(T* x, nint count, V shift)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        T* lanes = stackalloc T[V.Count];
        V.Store(V.Zero, lanes);
        Unsafe.CopyBlockUnaligned(lanes, x, (uint)(count * sizeof(T)));
        V.Store(TReducer.Map(V.Load(lanes), shift), lanes);
        new Span<T>(lanes, V.Count)[(int)count..].Fill(TReducer.Identity);
        return V.Load(lanes);
    }
}
