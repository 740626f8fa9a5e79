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

    public static T Run<V, T, TReducer>(T* x, nint count, T shift)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        nint vectors = count / V.Count;
        V result = Pairwise<V, T, TReducer>(x, vectors, V.Broadcast(shift));
        nint rest = count - vectors * V.Count;
        if (rest > 0)
        {
            result = TReducer.Combine(
                result, Partial<V, T, TReducer>(x + vectors * V.Count, rest, V.Broadcast(shift)));
        }

        return Fold<V, T, TReducer>(result);
    }

    /// <summary>The lanes of a register, combined.</summary>
    public static T Fold<V, T, TReducer>(V value)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        T* lanes = stackalloc T[2 * V.Count];
        V.Store(value, lanes);
        V.Store(value, lanes + V.Count);
        for (int width = V.Count / 2; width > 0; width /= 2)
        {
            V.Store(TReducer.Combine(V.Load(lanes), V.Load(lanes + width)), lanes);
        }

        return *lanes;
    }

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
        Unsafe.CopyBlockUnaligned(lanes, x, (uint)(count * sizeof(T)));
        V.Store(TReducer.Map(V.Load(lanes), shift), lanes);
        new Span<T>(lanes, V.Count)[(int)count..].Fill(TReducer.Identity);
        return V.Load(lanes);
    }
}
