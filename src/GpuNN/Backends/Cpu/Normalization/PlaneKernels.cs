using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>What normalisations do to contiguous elements that share their statistics and coefficients.</summary>
internal static unsafe class PlaneKernels
{
    /// <summary>y = (x − mean)·scale + shift, while the plane behind x is fetched.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V, T, TStore>(T* x, T* y, nint count, T mean, T scale, T shift)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStore : struct, IStore
    {
        V means = V.Broadcast(mean);
        V scales = V.Broadcast(scale);
        V shifts = V.Broadcast(shift);
        nint i = 0;
        nint aligned = TStore.IsNonTemporal ? Alignment.ElementsBefore<V, T>(y, count) : 0;
        for (; i < aligned; i++)
        {
            y[i] = (x[i] - mean) * scale + shift;
        }

        nint ahead = CacheLine.Ahead<T>(count);
        for (; i <= count - 4 * V.Count; i += 4 * V.Count)
        {
            CacheLine.PrefetchPair<V, T>(x + i + ahead);
            CacheLine.PrefetchPair<V, T>(x + i + 2 * V.Count + ahead);
            V x0 = V.MultiplyAdd(V.Load(x + i) - means, scales, shifts);
            V x1 = V.MultiplyAdd(V.Load(x + i + V.Count) - means, scales, shifts);
            V x2 = V.MultiplyAdd(V.Load(x + i + 2 * V.Count) - means, scales, shifts);
            V x3 = V.MultiplyAdd(V.Load(x + i + 3 * V.Count) - means, scales, shifts);
            TStore.Store(x0, y + i);
            TStore.Store(x1, y + i + V.Count);
            TStore.Store(x2, y + i + 2 * V.Count);
            TStore.Store(x3, y + i + 3 * V.Count);
        }

        for (; i <= count - V.Count; i += V.Count)
        {
            TStore.Store(V.MultiplyAdd(V.Load(x + i) - means, scales, shifts), y + i);
        }

        for (; i < count; i++)
        {
            y[i] = (x[i] - mean) * scale + shift;
        }
    }

    /// <summary>The mean, and Σ (x − mean)², the plane being read twice while it is in the cache.</summary>
    public static Moments PlaneMoments<V, T>(T* x, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        double sum = double.CreateTruncating(RowReduction.Run<V, T, SumReducer<T>>(x, count, T.Zero));
        double mean = sum / count;
        T centre = T.CreateTruncating(mean);
        double squares = double.CreateTruncating(RowReduction.Run<V, T, SquaredDeviationReducer<T>>(x, count, centre));
        double off = mean - double.CreateTruncating(centre);
        return new Moments(count, mean, squares - count * off * off);
    }

    /// <summary>Σ dy and Σ dy·(x − mean), while the plane behind dy is fetched.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static GradientSums Sums<V, T>(T* dy, T* x, nint count, T mean)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V means = V.Broadcast(mean);
        double sum = 0;
        double product = 0;
        nint ahead = CacheLine.Ahead<T>(count);
        nint i = 0;
        while (i <= count - 2 * V.Count)
        {
            V s0 = V.Zero;
            V s1 = V.Zero;
            V p0 = V.Zero;
            V p1 = V.Zero;
            nint end = Math.Min(count - 2 * V.Count, i + 256 * V.Count);
            for (; i <= end; i += 2 * V.Count)
            {
                CacheLine.PrefetchPair<V, T>(dy + i + ahead);
                V d0 = V.Load(dy + i);
                V d1 = V.Load(dy + i + V.Count);
                s0 += d0;
                s1 += d1;
                p0 = V.MultiplyAdd(d0, V.Load(x + i) - means, p0);
                p1 = V.MultiplyAdd(d1, V.Load(x + i + V.Count) - means, p1);
            }

            sum += double.CreateTruncating(V.Sum(s0 + s1));
            product += double.CreateTruncating(V.Sum(p0 + p1));
        }

        for (; i < count; i++)
        {
            sum += double.CreateTruncating(dy[i]);
            product += double.CreateTruncating(dy[i] * (x[i] - mean));
        }

        return new GradientSums(sum, product);
    }

    /// <summary>dx = a·dy + b·(x − mean) + c, while the plane behind x is fetched; that behind dy was with the sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<V, T, TStore>(T* dy, T* x, T* dx, nint count, T mean, T a, T b, T c)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStore : struct, IStore
    {
        V means = V.Broadcast(mean);
        V va = V.Broadcast(a);
        V vb = V.Broadcast(b);
        V vc = V.Broadcast(c);
        nint i = 0;
        nint aligned = TStore.IsNonTemporal ? Alignment.ElementsBefore<V, T>(dx, count) : 0;
        for (; i < aligned; i++)
        {
            dx[i] = a * dy[i] + (b * (x[i] - mean) + c);
        }

        nint ahead = CacheLine.Ahead<T>(count);
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            CacheLine.PrefetchPair<V, T>(x + i + ahead);
            V x0 = V.MultiplyAdd(V.Load(x + i) - means, vb, vc);
            V x1 = V.MultiplyAdd(V.Load(x + i + V.Count) - means, vb, vc);
            x0 = V.MultiplyAdd(V.Load(dy + i), va, x0);
            x1 = V.MultiplyAdd(V.Load(dy + i + V.Count), va, x1);
            TStore.Store(x0, dx + i);
            TStore.Store(x1, dx + i + V.Count);
        }

        for (; i < count; i++)
        {
            dx[i] = a * dy[i] + (b * (x[i] - mean) + c);
        }
    }
}
