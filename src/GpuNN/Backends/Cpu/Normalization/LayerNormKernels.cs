using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>One row of a layer or root-mean-square normalisation, its coefficients running along with it.</summary>
internal static unsafe class LayerNormKernels
{
    /// <summary>y = γ·(x − mean)·scale + β; γ and β may be null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<V, T>(T* x, T* gamma, T* beta, T* y, nint count, T mean, T scale)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V means = V.Broadcast(mean);
        V scales = V.Broadcast(scale);
        nint i = 0;
        if (gamma != null && beta != null)
        {
            for (; i <= count - 2 * V.Count; i += 2 * V.Count)
            {
                V x0 = (V.Load(x + i) - means) * scales;
                V x1 = (V.Load(x + i + V.Count) - means) * scales;
                V.Store(V.MultiplyAdd(x0, V.Load(gamma + i), V.Load(beta + i)), y + i);
                V.Store(V.MultiplyAdd(x1, V.Load(gamma + i + V.Count), V.Load(beta + i + V.Count)), y + i + V.Count);
            }
        }
        else if (gamma != null)
        {
            for (; i <= count - V.Count; i += V.Count)
            {
                V.Store((V.Load(x + i) - means) * scales * V.Load(gamma + i), y + i);
            }
        }
        else
        {
            for (; i <= count - V.Count; i += V.Count)
            {
                V.Store((V.Load(x + i) - means) * scales, y + i);
            }
        }

        for (; i < count; i++)
        {
            T weight = gamma == null ? T.One : gamma[i];
            y[i] = (x[i] - mean) * scale * weight + (beta == null ? T.Zero : beta[i]);
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
