using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>
/// Batch normalisation of x[batch, channels, length]. A thread does whole channels: both passes over a channel find it
/// in the second cache where it fits. With one element per plane the statistics are those of columns.
/// </summary>
internal static unsafe class BatchNormEngine
{
    /// <summary>
    /// y = γ·(x − μ)·s + β with s = 1/√(σ² + ε); writes μ, s and, unless null, the unbiased variance. γ and β may be null.
    /// </summary>
    public static void Train<T>(
        T* x, T* gamma, T* beta, double epsilon, int batch, int channels, int length, T* y, T* mean, T* scale, T* variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        bool isPastCache = CacheLimits.IsBeyond(2L * batch * channels * length * sizeof(T));
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(channels, Grain(batch, length), new TrainBody<Lanes512<T>, T>(
                    x, gamma, beta, epsilon, batch, channels, length, y, mean, scale, variance, isPastCache));
                break;
            case 256:
                ParallelLoop.For(channels, Grain(batch, length), new TrainBody<Lanes256<T>, T>(
                    x, gamma, beta, epsilon, batch, channels, length, y, mean, scale, variance, isPastCache));
                break;
            default:
                ParallelLoop.For(channels, Grain(batch, length), new TrainBody<Lanes128<T>, T>(
                    x, gamma, beta, epsilon, batch, channels, length, y, mean, scale, variance, isPastCache));
                break;
        }
    }

    /// <summary>y = γ·(x − μ)/√(σ² + ε) + β with given statistics. γ and β may be null.</summary>
    public static void Predict<T>(
        T* x, T* mean, T* variance, T* gamma, T* beta, double epsilon, int batch, int channels, int length, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        bool isPastCache = CacheLimits.IsBeyond(2L * batch * channels * length * sizeof(T));
        int grain = Grain(1, length);
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(batch * channels, grain, new PredictBody<Lanes512<T>, T>(
                    x, mean, variance, gamma, beta, epsilon, channels, length, y, isPastCache));
                break;
            case 256:
                ParallelLoop.For(batch * channels, grain, new PredictBody<Lanes256<T>, T>(
                    x, mean, variance, gamma, beta, epsilon, channels, length, y, isPastCache));
                break;
            default:
                ParallelLoop.For(batch * channels, grain, new PredictBody<Lanes128<T>, T>(
                    x, mean, variance, gamma, beta, epsilon, channels, length, y, isPastCache));
                break;
        }
    }

    /// <summary>
    /// dβ = Σ dy, dγ = Σ dy·x̂, dx = γ·s·(dy − (dβ + x̂·dγ)/NL) with x̂ = (x − μ)·s. γ may be null.
    /// </summary>
    public static void Backward<T>(
        T* dy, T* x, T* mean, T* scale, T* gamma, int batch, int channels, int length, T* dx, T* dgamma, T* dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        bool isPastCache = CacheLimits.IsBeyond(3L * batch * channels * length * sizeof(T));
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(channels, Grain(batch, length), new BackwardBody<Lanes512<T>, T>(
                    dy, x, mean, scale, gamma, batch, channels, length, dx, dgamma, dbeta, isPastCache));
                break;
            case 256:
                ParallelLoop.For(channels, Grain(batch, length), new BackwardBody<Lanes256<T>, T>(
                    dy, x, mean, scale, gamma, batch, channels, length, dx, dgamma, dbeta, isPastCache));
                break;
            default:
                ParallelLoop.For(channels, Grain(batch, length), new BackwardBody<Lanes128<T>, T>(
                    dy, x, mean, scale, gamma, batch, channels, length, dx, dgamma, dbeta, isPastCache));
                break;
        }
    }

    private static int Grain(int batch, int length) => (int)Math.Max(1, 16 * 1024 / Math.Max(1L, (long)batch * length));

    private readonly struct TrainBody<V, T>(
        T* x, T* gamma, T* beta, double epsilon, int batch, int channels, int length,
        T* y, T* mean, T* scale, T* variance, bool isPastCache) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int c = start; c < end; c++)
            {
                Moments moments = default;
                for (int n = 0; n < batch; n++)
                {
                    moments = moments.With(
                        PlaneKernels.PlaneMoments<V, T>(x + ((long)n * channels + c) * length, length));
                }

                mean[c] = T.CreateTruncating(moments.Mean);
                scale[c] = T.CreateTruncating(1 / Math.Sqrt(moments.Variance + epsilon));
                if (variance != null)
                {
                    variance[c] = T.CreateTruncating(moments.Squares / (moments.Count - 1));
                }

                T factor = gamma == null ? scale[c] : gamma[c] * scale[c];
                T shift = beta == null ? T.Zero : beta[c];
                for (int n = 0; n < batch; n++)
                {
                    long plane = ((long)n * channels + c) * length;
                    if (isPastCache)
                    {
                        PlaneKernels.Normalize<V, T, NonTemporalStore>(x + plane, y + plane, length, mean[c], factor, shift);
                    }
                    else
                    {
                        PlaneKernels.Normalize<V, T, CachedStore>(x + plane, y + plane, length, mean[c], factor, shift);
                    }
                }
            }

            Alignment.Fence();
        }
    }

    private readonly struct PredictBody<V, T>(
        T* x, T* mean, T* variance, T* gamma, T* beta, double epsilon, int channels, int length, T* y, bool isPastCache)
        : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                int c = i % channels;
                long plane = (long)i * length;
                T scale = T.CreateTruncating(1 / Math.Sqrt(double.CreateTruncating(variance[c]) + epsilon));
                T factor = gamma == null ? scale : gamma[c] * scale;
                T shift = beta == null ? T.Zero : beta[c];
                if (isPastCache)
                {
                    PlaneKernels.Normalize<V, T, NonTemporalStore>(x + plane, y + plane, length, mean[c], factor, shift);
                }
                else
                {
                    PlaneKernels.Normalize<V, T, CachedStore>(x + plane, y + plane, length, mean[c], factor, shift);
                }
            }

            Alignment.Fence();
        }
    }

    private readonly struct BackwardBody<V, T>(
        T* dy, T* x, T* mean, T* scale, T* gamma, int batch, int channels, int length,
        T* dx, T* dgamma, T* dbeta, bool isPastCache) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int c = start; c < end; c++)
            {
                GradientSums sums = default;
                for (int n = 0; n < batch; n++)
                {
                    long plane = ((long)n * channels + c) * length;
                    sums = sums.With(PlaneKernels.Sums<V, T>(dy + plane, x + plane, length, mean[c]));
                }

                double s = double.CreateTruncating(scale[c]);
                double factor = gamma == null ? s : double.CreateTruncating(gamma[c]) * s;
                double count = (double)batch * length;
                dbeta[c] = T.CreateTruncating(sums.Sum);
                dgamma[c] = T.CreateTruncating(sums.Product * s);
                T a = T.CreateTruncating(factor);
                T b = T.CreateTruncating(-factor * s * s * sums.Product / count);
                T shift = T.CreateTruncating(-factor * sums.Sum / count);
                for (int n = 0; n < batch; n++)
                {
                    long plane = ((long)n * channels + c) * length;
                    if (isPastCache)
                    {
                        PlaneKernels.Gradient<V, T, NonTemporalStore>(
                            dy + plane, x + plane, dx + plane, length, mean[c], a, b, shift);
                    }
                    else
                    {
                        PlaneKernels.Gradient<V, T, CachedStore>(
                            dy + plane, x + plane, dx + plane, length, mean[c], a, b, shift);
                    }
                }
            }

            Alignment.Fence();
        }
    }
}
