using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>Poolings of planes, planes shared out to the threads.</summary>
internal static unsafe class PoolingEngine
{
    /// <summary>The largest element of each window and, unless null, its place in the plane.</summary>
    public static void Max(in PlanePooling pooling, int planes, float* x, float* y, long* places)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                For(pooling, planes, new MaxBody<Lanes512<float>>(pooling, x, y, places));
                break;
            case 256:
                For(pooling, planes, new MaxBody<Lanes256<float>>(pooling, x, y, places));
                break;
            default:
                For(pooling, planes, new MaxBody<Lanes128<float>>(pooling, x, y, places));
                break;
        }
    }

    /// <summary>The mean of each window, over <paramref name="divisor"/> where that is not 0.</summary>
    public static void Average(
        in PlanePooling pooling, int planes, bool countsPadding, int divisor, float* x, float* y)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                For(pooling, planes, new AverageBody<Lanes512<float>>(pooling, countsPadding, divisor, x, y));
                break;
            case 256:
                For(pooling, planes, new AverageBody<Lanes256<float>>(pooling, countsPadding, divisor, x, y));
                break;
            default:
                For(pooling, planes, new AverageBody<Lanes128<float>>(pooling, countsPadding, divisor, x, y));
                break;
        }
    }

    /// <summary>The transpose of <see cref="Average"/>.</summary>
    public static void AverageBackward(
        in PlanePooling pooling, int planes, bool countsPadding, int divisor, float* dy, float* dx)
    {
        switch (VectorWidth.Bits)
        {
            case 512:
                For(pooling, planes, new AverageBackwardBody<Lanes512<float>>(pooling, countsPadding, divisor, dy, dx));
                break;
            case 256:
                For(pooling, planes, new AverageBackwardBody<Lanes256<float>>(pooling, countsPadding, divisor, dy, dx));
                break;
            default:
                For(pooling, planes, new AverageBackwardBody<Lanes128<float>>(pooling, countsPadding, divisor, dy, dx));
                break;
        }
    }

    private static void For<TBody>(in PlanePooling pooling, int planes, TBody body)
        where TBody : struct, IRangeBody
    {
        long size = Math.Max(1, (long)pooling.Height * pooling.Width);
        ParallelLoop.For(planes, (int)Math.Max(1, 32 * 1024 / size), body);
    }

    private readonly struct MaxBody<V>(PlanePooling pooling, float* x, float* y, long* places) : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long input = (long)pooling.Height * pooling.Width;
            long output = (long)pooling.OutputHeight * pooling.OutputWidth;
            if (pooling.IsTwoByTwo && pooling.OutputWidth < V.Count)
            {
                InvokeNarrow(start, end);
                return;
            }

            if (pooling.IsTwoByTwo)
            {
                for (long plane = start; plane < end; plane++)
                {
                    MaxPoolKernels.TwoByTwo<V>(
                        pooling, x + plane * input, y + plane * output, places == null ? null : places + plane * output, false);
                }

                return;
            }

            using ScratchMemory memory = ScratchMemory.Rent<float>(PhasedPlane.Size(pooling, V.Count));
            using ScratchMemory windows = ScratchMemory.Rent<int>(2L * (pooling.OutputWidth + V.Count));
            int* columns = windows.As<int>();
            int* firsts = columns + pooling.OutputWidth + V.Count;
            for (int o = 0; o < pooling.OutputWidth + V.Count; o++)
            {
                columns[o] = o * pooling.StrideWidth - pooling.PaddingLeft;
                firsts[o] = columns[o]
                    + PlanePooling.FirstTap(columns[o], pooling.DilationWidth) * pooling.DilationWidth;
            }

            using ScratchMemory taps = ScratchMemory.Rent<int>(pooling.KernelWidth);
            PhasedPlane phased = new(pooling, memory.Floats, V.Count);
            phased.Taps(taps.As<int>());
            for (long plane = start; plane < end; plane++)
            {
                phased.Scatter<V>(x + plane * input, float.NegativeInfinity);
                for (int row = 0; row < pooling.OutputHeight; row++)
                {
                    long at = plane * output + (long)row * pooling.OutputWidth;
                    MaxPoolKernels.Row<V>(
                        pooling, phased, taps.As<int>(), row, columns, firsts, y + at, places == null ? null : places + at);
                }
            }
        }

        /// <summary>Planes narrower than a register, by way of memory with room behind their rows.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void InvokeNarrow(int start, int end)
        {
            int input = pooling.Height * pooling.Width;
            int output = pooling.OutputHeight * pooling.OutputWidth;
            using ScratchMemory image = ScratchMemory.Rent<float>(input + 2 * V.Count);
            using ScratchMemory maxima = ScratchMemory.Rent<float>(output + V.Count);
            using ScratchMemory origins = ScratchMemory.Rent<long>(places == null ? 1 : output + V.Count);
            long* found = places == null ? null : origins.As<long>();
            for (long plane = start; plane < end; plane++)
            {
                new ReadOnlySpan<float>(x + plane * input, input).CopyTo(new Span<float>(image.Floats, input));
                MaxPoolKernels.TwoByTwo<V>(pooling, image.Floats, maxima.Floats, found, true);
                new ReadOnlySpan<float>(maxima.Floats, output).CopyTo(new Span<float>(y + plane * output, output));
                if (found != null)
                {
                    new ReadOnlySpan<long>(found, output).CopyTo(new Span<long>(places + plane * output, output));
                }
            }
        }
    }

    private readonly struct AverageBody<V>(PlanePooling pooling, bool countsPadding, int divisor, float* x, float* y)
        : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long input = (long)pooling.Height * pooling.Width;
            long output = (long)pooling.OutputHeight * pooling.OutputWidth;
            if (pooling.IsTwoByTwo)
            {
                float factor = 1f / (divisor == 0 ? 4 : divisor);
                for (long plane = start; plane < end; plane++)
                {
                    AveragePoolKernels.TwoByTwo<V>(pooling, factor, x + plane * input, y + plane * output);
                }

                return;
            }

            using ScratchMemory memory = ScratchMemory.Rent<float>(PhasedPlane.Size(pooling, V.Count));
            using ScratchMemory divisors = ScratchMemory.Rent<float>(AverageFactors.Size(pooling, V.Count));
            AverageFactors factors = new(pooling, countsPadding, divisor, divisors.Floats, V.Count);
            using ScratchMemory taps = ScratchMemory.Rent<int>(pooling.KernelWidth);
            PhasedPlane phased = new(pooling, memory.Floats, V.Count);
            phased.Taps(taps.As<int>());
            for (long plane = start; plane < end; plane++)
            {
                phased.Scatter<V>(x + plane * input, 0);
                for (int row = 0; row < pooling.OutputHeight; row++)
                {
                    AveragePoolKernels.Row<V>(
                        pooling, phased, taps.As<int>(), row, factors.Row(row), y + plane * output + (long)row * pooling.OutputWidth);
                }
            }
        }
    }

    private readonly struct AverageBackwardBody<V>(
        PlanePooling pooling, bool countsPadding, int divisor, float* dy, float* dx) : IRangeBody
        where V : struct, IVector<V, float>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long input = (long)pooling.Height * pooling.Width;
            long output = (long)pooling.OutputHeight * pooling.OutputWidth;
            if (pooling.IsTwoByTwo)
            {
                float factor = 1f / (divisor == 0 ? 4 : divisor);
                for (long plane = start; plane < end; plane++)
                {
                    AveragePoolKernels.TwoByTwoBackward<V>(pooling, factor, dy + plane * output, dx + plane * input);
                }

                return;
            }

            using ScratchMemory memory = ScratchMemory.Rent<float>(PhasedPlane.Size(pooling, V.Count));
            using ScratchMemory divisors = ScratchMemory.Rent<float>(AverageFactors.Size(pooling, V.Count));
            AverageFactors factors = new(pooling, countsPadding, divisor, divisors.Floats, V.Count);
            using ScratchMemory taps = ScratchMemory.Rent<int>(pooling.KernelWidth);
            PhasedPlane phased = new(pooling, memory.Floats, V.Count);
            phased.Taps(taps.As<int>());
            for (long plane = start; plane < end; plane++)
            {
                phased.Clear();
                for (int row = 0; row < pooling.OutputHeight; row++)
                {
                    AveragePoolKernels.RowBackward<V>(
                        pooling, phased, taps.As<int>(), row, factors.Row(row), dy + plane * output + (long)row * pooling.OutputWidth);
                }

                phased.Gather<V>(dx + plane * input);
            }
        }
    }
}
