using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Reductions;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Normalization;

/// <summary>
/// Layer normalisation of the rows of x[rows, columns] and, with no mean taken off, root-mean-square normalisation.
/// </summary>
internal static unsafe class LayerNormEngine
{
    /// <summary>The pieces in which rows add up the gradients of γ and β: fixed, so that sums do not depend on threads.</summary>
    private const int Pieces = 16;

    /// <summary>
    /// y = γ·(x − μ)·s + β with s = 1/√(σ² + ε); writes μ and s per row. Where <paramref name="mean"/> is null, μ is 0 and
    /// σ² the mean of squares. γ and β may be null.
    /// </summary>
    public static void Forward<T>(
        T* x, T* gamma, T* beta, double epsilon, int rows, int columns, T* y, T* mean, T* scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int grain = Math.Max(1, 16 * 1024 / Math.Max(columns, 1));
        bool isPastCache = CacheLimits.IsBeyond(2L * rows * columns * sizeof(T));
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(rows, grain, new ForwardBody<Lanes512<T>, T>(x, gamma, beta, epsilon, columns, y, mean, scale, isPastCache));
                break;
            case 256:
                ParallelLoop.For(rows, grain, new ForwardBody<Lanes256<T>, T>(x, gamma, beta, epsilon, columns, y, mean, scale, isPastCache));
                break;
            default:
                ParallelLoop.For(rows, grain, new ForwardBody<Lanes128<T>, T>(x, gamma, beta, epsilon, columns, y, mean, scale, isPastCache));
                break;
        }
    }

    /// <summary>
    /// With g = γ·dy: dx = s·(g − mean(g) − x̂·mean(g·x̂)), without mean(g) where <paramref name="mean"/> is null;
    /// dγ = Σ dy·x̂ and dβ = Σ dy over the rows, unless null.
    /// </summary>
    public static void Backward<T>(
        T* dy, T* x, T* mean, T* scale, T* gamma, int rows, int columns, T* dx, T* dgamma, T* dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        using ScratchMemory memory = ScratchMemory.Rent<T>(2L * Pieces * columns);
        T* scales = memory.As<T>();
        T* shifts = scales + (long)Pieces * columns;
        new Span<T>(scales, 2 * Pieces * columns).Clear();
        scales = dgamma == null ? null : scales;
        shifts = dbeta == null ? null : shifts;
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(Pieces, 1, new BackwardBody<Lanes512<T>, T>(
                    dy, x, mean, scale, gamma, rows, columns, dx, scales, shifts));
                break;
            case 256:
                ParallelLoop.For(Pieces, 1, new BackwardBody<Lanes256<T>, T>(
                    dy, x, mean, scale, gamma, rows, columns, dx, scales, shifts));
                break;
            default:
                ParallelLoop.For(Pieces, 1, new BackwardBody<Lanes128<T>, T>(
                    dy, x, mean, scale, gamma, rows, columns, dx, scales, shifts));
                break;
        }

        if (dgamma != null)
        {
            ReductionEngine.Reduce<T, SumReducer<T>>(scales, 1, Pieces, columns, dgamma);
        }

        if (dbeta != null)
        {
            ReductionEngine.Reduce<T, SumReducer<T>>(shifts, 1, Pieces, columns, dbeta);
        }
    }

    private readonly struct ForwardBody<V, T>(
        T* x, T* gamma, T* beta, double epsilon, int columns, T* y, T* mean, T* scale, bool isPastCache) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long row = start; row < end; row++)
            {
                T* line = x + row * columns;
                T centre = T.Zero;
                double variance;
                if (mean != null)
                {
                    Moments moments = PlaneKernels.PlaneMoments<V, T>(line, columns);
                    variance = moments.Variance;
                    centre = T.CreateTruncating(moments.Mean);
                    mean[row] = centre;
                }
                else
                {
                    variance = double.CreateTruncating(
                        RowReduction.Run<V, T, SumOfSquaresReducer<T>>(line, columns, T.Zero)) / columns;
                }

                scale[row] = T.CreateTruncating(1 / Math.Sqrt(variance + epsilon));
                T* target = y + row * columns;
                if (isPastCache)
                {
                    LayerNormKernels.Normalize<V, T, NonTemporalStore>(
                        line, gamma, beta, target, columns, centre, scale[row]);
                }
                else
                {
                    LayerNormKernels.Normalize<V, T, CachedStore>(line, gamma, beta, target, columns, centre, scale[row]);
                }
            }

            Alignment.Fence();
        }
    }

    private readonly struct BackwardBody<V, T>(
        T* dy, T* x, T* mean, T* scale, T* gamma, int rows, int columns, T* dx, T* scales, T* shifts) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int piece = start; piece < end; piece++)
            {
                T* dgamma = scales == null ? null : scales + (long)piece * columns;
                T* dbeta = shifts == null ? null : shifts + (long)piece * columns;
                long last = (long)rows * (piece + 1) / Pieces;
                for (long row = (long)rows * piece / Pieces; row < last; row++)
                {
                    long at = row * columns;
                    T centre = mean == null ? T.Zero : mean[row];
                    GradientSums sums = LayerNormKernels.Sums<V, T>(
                        dy + at, x + at, gamma, dgamma, dbeta, columns, centre, scale[row]);
                    LayerNormKernels.Gradient<V, T>(
                        dy + at,
                        x + at,
                        gamma,
                        dx + at,
                        columns,
                        centre,
                        scale[row],
                        mean == null ? T.Zero : T.CreateTruncating(sums.Sum / columns),
                        T.CreateTruncating(sums.Product / columns));
                }
            }
        }
    }
}
