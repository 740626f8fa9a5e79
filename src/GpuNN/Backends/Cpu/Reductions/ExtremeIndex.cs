using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>
/// The index of the largest (or smallest) of x[outer, reduced, inner] along the middle axis: the first of equal ones, a
/// NaN before any number. Registers carry the best value and, as integers of the lane's size, where it was.
/// </summary>
internal static unsafe class ExtremeIndex
{
    public static void Find<T>(T* x, long outer, long reduced, long inner, bool isMinimum, long* z)
        where T : unmanaged, INumber<T>
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                Find<Lanes512<T>, T>(x, outer, reduced, inner, isMinimum, z);
                break;
            case 256:
                Find<Lanes256<T>, T>(x, outer, reduced, inner, isMinimum, z);
                break;
            default:
                Find<Lanes128<T>, T>(x, outer, reduced, inner, isMinimum, z);
                break;
        }
    }

    private static void Find<V, T>(T* x, long outer, long reduced, long inner, bool isMinimum, long* z)
        where V : struct, IVector<V, T>
        where T : unmanaged, INumber<T>
    {
        int grain = (int)Math.Clamp(32 * 1024 / Math.Max(reduced * inner, 1), 1, Math.Max(outer, 1));
        ParallelLoop.For(checked((int)outer), grain, new Body<V, T>(x, reduced, inner, isMinimum, z));
    }

    private readonly struct Body<V, T>(T* x, long reduced, long inner, bool isMinimum, long* z) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long row = start; row < end; row++)
            {
                T* matrix = x + row * reduced * inner;
                if (inner == 1)
                {
                    z[row] = AlongRow<V, T>(matrix, reduced, isMinimum);
                    continue;
                }

                for (long column = 0; column < inner; column += V.Count)
                {
                    int width = (int)Math.Min(V.Count, inner - column);
                    AlongColumns<V, T>(matrix + column, reduced, inner, width, isMinimum, z + row * inner + column);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static long AlongRow<V, T>(T* x, long count, bool isMinimum)
        where V : struct, IVector<V, T>
        where T : unmanaged, INumber<T>
    {
        V turn = Turn<V, T>(isMinimum);
        T* values = stackalloc T[V.Count];
        T* places = stackalloc T[V.Count];
        long vectors = count / V.Count;
        long best = 0;
        if (vectors > 0)
        {
            V value = V.Load(x) ^ turn;
            V place = V.Zero;
            for (long i = 1; i < vectors; i++)
            {
                V next = V.Load(x + i * V.Count) ^ turn;
                V wins = Beats<V, T>(next, value);
                value = V.Select(wins, next, value);
                place = V.Select(wins, V.FromBits(i), place);
            }

            V.Store(value, values);
            V.Store(place, places);
            best = Place(places, 0) * V.Count;
            for (int lane = 1; lane < V.Count; lane++)
            {
                long candidate = Place(places, lane) * V.Count + lane;
                best = Wins(x[candidate], candidate, x[best], best, isMinimum) ? candidate : best;
            }
        }

        for (long i = vectors * V.Count; i < count; i++)
        {
            best = Wins(x[i], i, x[best], best, isMinimum) ? i : best;
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AlongColumns<V, T>(T* x, long count, long stride, int width, bool isMinimum, long* z)
        where V : struct, IVector<V, T>
        where T : unmanaged, INumber<T>
    {
        T* places = stackalloc T[V.Count];
        if (width < V.Count)
        {
            for (int lane = 0; lane < width; lane++)
            {
                long best = 0;
                for (long i = 1; i < count; i++)
                {
                    best = Wins(x[i * stride + lane], i, x[best * stride + lane], best, isMinimum) ? i : best;
                }

                z[lane] = best;
            }

            return;
        }

        V turn = Turn<V, T>(isMinimum);
        V value = V.Load(x) ^ turn;
        V place = V.Zero;
        for (long i = 1; i < count; i++)
        {
            V next = V.Load(x + i * stride) ^ turn;
            V wins = Beats<V, T>(next, value);
            value = V.Select(wins, next, value);
            place = V.Select(wins, V.FromBits(i), place);
        }

        V.Store(place, places);
        for (int lane = 0; lane < width; lane++)
        {
            z[lane] = Place(places, lane);
        }
    }

    /// <summary>The bits whose change turns the order around: the sign of a number, all bits of an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Turn<V, T>(bool isMinimum)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (!isMinimum)
        {
            return V.Zero;
        }

        return typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? V.FromBits(sizeof(T) == 4 ? int.MinValue : long.MinValue)
            : V.FromBits(-1);
    }

    /// <summary>Greater, or a NaN where there was none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Beats<V, T>(V next, V value)
        where V : struct, IVector<V, T>
        where T : unmanaged =>
        V.LessThan(value, next) | (V.Equal(value, value) & ~V.Equal(next, next));

    private static bool Wins<T>(T next, long nextPlace, T value, long place, bool isMinimum)
        where T : INumber<T>
    {
        if (T.IsNaN(next) || T.IsNaN(value))
        {
            return T.IsNaN(next) && (!T.IsNaN(value) || nextPlace < place);
        }

        return (isMinimum ? next < value : next > value) || (next == value && nextPlace < place);
    }

    private static long Place<T>(T* places, int lane)
        where T : unmanaged => sizeof(T) == 4 ? ((int*)places)[lane] : ((long*)places)[lane];
}
