using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>
/// Group normalisation of x[batch, channels, length]: statistics of each sample over the channels of a group. As many
/// groups as channels make an instance normalisation.
/// </summary>
internal static unsafe class GroupNormEngine
{
    /// <summary>y = γ·(x − μ)·s + β with s = 1/√(σ² + ε); writes μ and s [batch, groups]. γ and β may be null.</summary>
    public static void Forward<T>(
        T* x, T* gamma, T* beta, double epsilon, int batch, int channels, int groups, int length, T* y, T* mean, T* scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(batch * groups, 1, new ForwardBody<Lanes512<T>, T>(
                    x, gamma, beta, epsilon, channels, groups, length, y, mean, scale));
                break;
            case 256:
                ParallelLoop.For(batch * groups, 1, new ForwardBody<Lanes256<T>, T>(
                    x, gamma, beta, epsilon, channels, groups, length, y, mean, scale));
                break;
            default:
                ParallelLoop.For(batch * groups, 1, new ForwardBody<Lanes128<T>, T>(
                    x, gamma, beta, epsilon, channels, groups, length, y, mean, scale));
                break;
        }
    }

    /// <summary>
    /// dx = s·(γ·dy − mean(γ·dy) − x̂·mean(γ·dy·x̂)), means over the group; dγ = Σ dy·x̂ and dβ = Σ dy over samples and
    /// positions, unless null. γ may be null.
    /// </summary>
    public static void Backward<T>(
        T* dy, T* x, T* mean, T* scale, T* gamma, int batch, int channels, int groups, int length,
        T* dx, T* dgamma, T* dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        using ScratchMemory memory = ScratchMemory.Rent<T>(2L * batch * channels);
        T* products = memory.As<T>();
        T* sums = products + (long)batch * channels;
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(batch * groups, 1, new BackwardBody<Lanes512<T>, T>(
                    dy, x, mean, scale, gamma, channels, groups, length, dx, products, sums));
                break;
            case 256:
                ParallelLoop.For(batch * groups, 1, new BackwardBody<Lanes256<T>, T>(
                    dy, x, mean, scale, gamma, channels, groups, length, dx, products, sums));
                break;
            default:
                ParallelLoop.For(batch * groups, 1, new BackwardBody<Lanes128<T>, T>(
                    dy, x, mean, scale, gamma, channels, groups, length, dx, products, sums));
                break;
        }

        if (dgamma != null)
        {
            ReductionEngine.Reduce<T, SumReducer<T>>(products, 1, batch, channels, dgamma);
            ReductionEngine.Reduce<T, SumReducer<T>>(sums, 1, batch, channels, dbeta);
        }
    }

    private readonly struct ForwardBody<V, T>(
        T* x, T* gamma, T* beta, double epsilon, int channels, int groups, int length, T* y, T* mean, T* scale) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int members = channels / groups;
            for (int i = start; i < end; i++)
            {
                long first = (long)i * members * length;
                Moments moments = PlaneKernels.PlaneMoments<V, T>(x + first, (nint)members * length);
                mean[i] = T.CreateTruncating(moments.Mean);
                scale[i] = T.CreateTruncating(1 / Math.Sqrt(moments.Variance + epsilon));
                for (int m = 0; m < members; m++)
                {
                    int c = i % groups * members + m;
                    long plane = first + (long)m * length;
                    T factor = gamma == null ? scale[i] : gamma[c] * scale[i];
                    PlaneKernels.Normalize<V, T, CachedStore>(
                        x + plane, y + plane, length, mean[i], factor, beta == null ? T.Zero : beta[c]);
                }
            }
        }
    }

    private readonly struct BackwardBody<V, T>(
        T* dy, T* x, T* mean, T* scale, T* gamma, int channels, int groups, int length, T* dx, T* products, T* sums)
        : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int members = channels / groups;
            for (int i = start; i < end; i++)
            {
                double s = double.CreateTruncating(scale[i]);
                GradientSums group = default;
                for (int m = 0; m < members; m++)
                {
                    long channel = (long)i * members + m;
                    GradientSums plane = PlaneKernels.Sums<V, T>(dy + channel * length, x + channel * length, length, mean[i]);
                    products[channel] = T.CreateTruncating(plane.Product * s);
                    sums[channel] = T.CreateTruncating(plane.Sum);
                    double weight = gamma == null ? 1 : double.CreateTruncating(gamma[i % groups * members + m]);
                    group = group.With(new GradientSums(weight * plane.Sum, weight * plane.Product));
                }

                double count = (double)members * length;
                T b = T.CreateTruncating(-s * s * s * group.Product / count);
                T shift = T.CreateTruncating(-s * group.Sum / count);
                for (int m = 0; m < members; m++)
                {
                    long plane = ((long)i * members + m) * length;
                    T a = gamma == null ? scale[i] : scale[i] * gamma[i % groups * members + m];
                    PlaneKernels.Gradient<V, T, CachedStore>(
                        dy + plane, x + plane, dx + plane, length, mean[i], a, b, shift);
                }
            }
        }
    }
}
