using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>One row of a layer or root-mean-square normalisation, its coefficients running along with it.</summary>
internal static unsafe class LayerNormKernels
{
    /// <summary>y = γ·(x − mean)·scale + β, while the row behind x is fetched; γ and β may be null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V, T, TStore>(T* x, T* gamma, T* beta, T* y, nint count, T mean, T scale)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStore : struct, IStore
    {
        V means = V.Broadcast(mean);
        V scales = V.Broadcast(scale);
        nint ahead = TStore.IsNonTemporal ? CacheLine.Ahead<T>(count) : 0;
        nint i = TStore.IsNonTemporal ? Alignment.ElementsBefore<V, T>(y, count) : 0;
        Scalars(x, gamma, beta, y, 0, i, mean, scale);
        if (gamma != null && beta != null)
        {
            for (; i <= count - 2 * V.Count; i += 2 * V.Count)
            {
                CacheLine.PrefetchPair<V, T>(x + i + ahead);
                V x0 = (V.Load(x + i) - means) * scales;
                V x1 = (V.Load(x + i + V.Count) - means) * scales;
                TStore.Store(V.MultiplyAdd(x0, V.Load(gamma + i), V.Load(beta + i)), y + i);
                TStore.Store(V.MultiplyAdd(x1, V.Load(gamma + i + V.Count), V.Load(beta + i + V.Count)), y + i + V.Count);
            }
        }
        else
        {
            V ones = V.Constant(1);
            for (; i <= count - 2 * V.Count; i += 2 * V.Count)
            {
                CacheLine.PrefetchPair<V, T>(x + i + ahead);
                V x0 = (V.Load(x + i) - means) * scales;
                V x1 = (V.Load(x + i + V.Count) - means) * scales;
                TStore.Store(x0 * (gamma == null ? ones : V.Load(gamma + i)), y + i);
                TStore.Store(x1 * (gamma == null ? ones : V.Load(gamma + i + V.Count)), y + i + V.Count);
            }
        }

        Scalars(x, gamma, beta, y, i, count, mean, scale);
    }

    /// <summary>What fills no register, rounded as the registers are.</summary>
    private static void Scalars<T>(T* x, T* gamma, T* beta, T* y, nint from, nint to, T mean, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = from; i < to; i++)
        {
            T normal = (x[i] - mean) * scale;
            T weight = gamma == null ? T.One : gamma[i];
            y[i] = beta == null ? normal * weight : T.FusedMultiplyAdd(normal, weight, beta[i]);
        }
    }

    /// <summary>
    /// With g = γ·dy and x̂ = (x − mean)·scale: Σ g and Σ g·x̂; adds dy·x̂ to dγ and dy to dβ unless they are null.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static GradientSums Sums<V, T>(
        T* dy, T* x, T* gamma, T* dgamma, T* dbeta, nint count, T mean, T scale)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V means = V.Broadcast(mean);
        V scales = V.Broadcast(scale);
        V sum = V.Zero;
        V product = V.Zero;
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V d = V.Load(dy + i);
            V normal = (V.Load(x + i) - means) * scales;
            if (dgamma != null)
            {
                V.Store(V.MultiplyAdd(d, normal, V.Load(dgamma + i)), dgamma + i);
            }

            if (dbeta != null)
            {
                V.Store(V.Load(dbeta + i) + d, dbeta + i);
            }

            V g = gamma == null ? d : d * V.Load(gamma + i);
            sum += g;
            product = V.MultiplyAdd(g, normal, product);
        }

        double total = double.CreateTruncating(V.Sum(sum));
        double products = double.CreateTruncating(V.Sum(product));
        for (; i < count; i++)
        {
            T normal = (x[i] - mean) * scale;
            if (dgamma != null)
            {
                dgamma[i] += dy[i] * normal;
            }

            if (dbeta != null)
            {
                dbeta[i] += dy[i];
            }

            T g = gamma == null ? dy[i] : dy[i] * gamma[i];
            total += double.CreateTruncating(g);
            products += double.CreateTruncating(g * normal);
        }

        return new GradientSums(total, products);
    }

    /// <summary>dx = scale·(g − meanOfG − x̂·meanOfProduct).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<V, T>(
        T* dy, T* x, T* gamma, T* dx, nint count, T mean, T scale, T meanOfG, T meanOfProduct)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V means = V.Broadcast(mean);
        V scales = V.Broadcast(scale);
        V centre = V.Broadcast(meanOfG);
        V slope = V.Broadcast(meanOfProduct * scale);
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V d = V.Load(dy + i);
            V g = gamma == null ? d : d * V.Load(gamma + i);
            V.Store((g - centre - (V.Load(x + i) - means) * slope) * scales, dx + i);
        }

        for (; i < count; i++)
        {
            T g = gamma == null ? dy[i] : dy[i] * gamma[i];
            dx[i] = (g - meanOfG - (x[i] - mean) * (meanOfProduct * scale)) * scale;
        }
    }
}
