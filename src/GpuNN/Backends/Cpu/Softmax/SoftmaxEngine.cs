using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Softmax;

/// <summary>Softmax over the rows of a matrix, rows shared out to the threads.</summary>
internal static unsafe class SoftmaxEngine
{
    private const int Task = 16 * 1024;

    public static void Forward(float* x, long rows, long columns, bool isLogarithmic, float* y)
    {
        bool isPastCache = CacheLimits.IsBeyond(2 * rows * columns * sizeof(float));
        switch (VectorWidth.Bits)
        {
            case 512:
                For(rows, columns, new ForwardBody<Lanes512<float>>(x, columns, isLogarithmic, isPastCache, y));
                break;
            case 256:
                For(rows, columns, new ForwardBody<Lanes256<float>>(x, columns, isLogarithmic, isPastCache, y));
                break;
            default:
                For(rows, columns, new ForwardBody<Lanes128<float>>(x, columns, isLogarithmic, isPastCache, y));
                break;
        }
    }

    public static void Backward(float* dy, float* y, long rows, long columns, bool isLogarithmic, float* dx)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                For(rows, columns, new BackwardBody<Lanes512<float>>(dy, y, columns, isLogarithmic, dx));
                break;
            case 256:
                For(rows, columns, new BackwardBody<Lanes256<float>>(dy, y, columns, isLogarithmic, dx));
                break;
            default:
                For(rows, columns, new BackwardBody<Lanes128<float>>(dy, y, columns, isLogarithmic, dx));
                break;
        }
    }

    /// <summary>loss[r] and the logarithm of the sum of exponentials, per row.</summary>
    public static void CrossEntropy(
        float* x, long* targets, long rows, long classes, in CrossEntropyTerms terms, float* loss, float* logSumExp)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                For(rows, classes, new LossBody<Lanes512<float>>(x, targets, classes, terms, loss, logSumExp));
                break;
            case 256:
                For(rows, classes, new LossBody<Lanes256<float>>(x, targets, classes, terms, loss, logSumExp));
                break;
            default:
                For(rows, classes, new LossBody<Lanes128<float>>(x, targets, classes, terms, loss, logSumExp));
                break;
        }
    }

    public static void CrossEntropyGradient(
        float* x, long* targets, float* logSumExp, float* g, long rows, long classes, in CrossEntropyTerms terms, float* dx)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                For(rows, classes, new LossGradientBody<Lanes512<float>>(x, targets, logSumExp, g, classes, terms, dx));
                break;
            case 256:
                For(rows, classes, new LossGradientBody<Lanes256<float>>(x, targets, logSumExp, g, classes, terms, dx));
                break;
            default:
                For(rows, classes, new LossGradientBody<Lanes128<float>>(x, targets, logSumExp, g, classes, terms, dx));
                break;
        }
    }

    private static void For<TBody>(long rows, long columns, TBody body)
        where TBody : struct, IRangeBody
    {
        if (rows > 0 && columns > 0)
        {
            ParallelLoop.For(checked((int)rows), (int)Math.Clamp(Task / columns, 1, rows), body);
        }
    }

    private readonly struct ForwardBody<V>(float* x, long columns, bool isLogarithmic, bool isPastCache, float* y)
        : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            if (isPastCache)
            {
                InvokePastCache(start, end);
                return;
            }

            for (long row = start; row < end; row++)
            {
                if (isLogarithmic)
                {
                    RowSoftmax.ForwardLogarithmic<V>(x + row * columns, y + row * columns, (nint)columns);
                }
                else
                {
                    RowSoftmax.Forward<V>(x + row * columns, y + row * columns, (nint)columns);
                }
            }
        }

        /// <summary>The exponentials wait for their sum in a row of their own; results go past the caches, and the next
        /// row comes in meanwhile.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void InvokePastCache(int start, int end)
        {
            using ScratchMemory exponentials = ScratchMemory.Rent<float>(columns);
            nint ahead = CacheLine.Ahead<float>((nint)columns);
            for (long row = start; row < end; row++)
            {
                float* line = x + row * columns;
                if (isLogarithmic)
                {
                    RowSoftmax.ForwardLogarithmic<V, NonTemporalStore>(line, y + row * columns, (nint)columns);
                }
                else
                {
                    RowSoftmax.Forward<V, NonTemporalStore>(
                        line, exponentials.Floats, y + row * columns, (nint)columns, ahead);
                }
            }

            Alignment.Fence();
        }
    }

    private readonly struct BackwardBody<V>(float* dy, float* y, long columns, bool isLogarithmic, float* dx) : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long row = start; row < end; row++)
            {
                long at = row * columns;
                if (isLogarithmic)
                {
                    RowSoftmaxGradient.RunLogarithmic<V>(dy + at, y + at, dx + at, (nint)columns);
                }
                else
                {
                    RowSoftmaxGradient.Run<V>(dy + at, y + at, dx + at, (nint)columns);
                }
            }
        }
    }

    private readonly struct LossBody<V>(
        float* x, long* targets, long classes, CrossEntropyTerms terms, float* loss, float* logSumExp) : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long row = start; row < end; row++)
            {
                float* line = x + row * classes;
                if (terms.ArePlain)
                {
                    CrossEntropyRows.Forward<V>(line, targets[row], (nint)classes, loss + row, logSumExp + row);
                }
                else
                {
                    WeightedCrossEntropyRows.Forward<V>(
                        line, targets[row], (nint)classes, terms, loss + row, logSumExp + row);
                }
            }
        }
    }

    private readonly struct LossGradientBody<V>(
        float* x, long* targets, float* logSumExp, float* g, long classes, CrossEntropyTerms terms, float* dx) : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long row = start; row < end; row++)
            {
                long at = row * classes;
                if (terms.ArePlain)
                {
                    CrossEntropyRows.Backward<V>(x + at, targets[row], (nint)classes, logSumExp[row], g[row], dx + at);
                }
                else
                {
                    WeightedCrossEntropyRows.Backward<V>(
                        x + at, targets[row], (nint)classes, terms, logSumExp[row], g[row], dx + at);
                }
            }
        }
    }
}
