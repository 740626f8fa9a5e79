using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>Elements to and from places in their planes: gradients of max poolings, and unpooling.</summary>
internal static unsafe class PlaneScatter
{
    /// <summary>
    /// y[p, places[p, o]] takes or adds x[p, o], everything else is 0. A plane is put together in the first cache; large
    /// results leave it past the others. Where the places are known to come from 2×2 windows that do not overlap,
    /// <paramref name="windows"/>, the plane is written window by window.
    /// </summary>
    public static void Scatter(
        float* x, long* places, int planes, int outputs, int inputs, bool adds, PlanePooling? windows, float* y)
    {
        bool isPastCache = CacheLimits.IsBeyond(((long)inputs + 3L * outputs) * planes * sizeof(float));
        int grain = Math.Max(1, 16 * 1024 / Math.Max(inputs, 1));
        if (!adds || windows is not { } known || !WindowGradient.Fits(known))
        {
            ParallelLoop.For(planes, grain, new ScatterBody(
                x, places, outputs, inputs, adds, windows is { IsTwoByTwo: true }, windows.GetValueOrDefault(), isPastCache, y));
            return;
        }

        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(planes, grain, new WindowBody<Lanes512<float>>(known, x, places, isPastCache, y));
                break;
            case 256:
                ParallelLoop.For(planes, grain, new WindowBody<Lanes256<float>>(known, x, places, isPastCache, y));
                break;
            default:
                ParallelLoop.For(planes, grain, new WindowBody<Lanes128<float>>(known, x, places, isPastCache, y));
                break;
        }
    }

    /// <summary>y[p, o] = x[p, places[p, o]].</summary>
    public static void Gather(float* x, long* places, int planes, int inputs, int outputs, float* y)
    {
        int grain = Math.Max(1, 16 * 1024 / Math.Max(outputs, 1));
        ParallelLoop.For(planes, grain, new GatherBody(x, places, inputs, outputs, y));
    }

    private readonly struct ScatterBody(
        float* x, long* places, int outputs, int inputs, bool adds, bool isTwoByTwo, PlanePooling windows,
        bool isPastCache, float* y) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            if (!isPastCache)
            {
                for (long plane = start; plane < end; plane++)
                {
                    float* target = y + plane * inputs;
                    new Span<float>(target, inputs).Clear();
                    Put(plane, target);
                }

                return;
            }

            using ScratchMemory memory = ScratchMemory.Rent<float>(inputs);
            new Span<float>(memory.Floats, inputs).Clear();
            nint step = (nint)(32L * outputs / Math.Max(inputs, 1));
            for (long plane = start; plane < end; plane++)
            {
                Put(plane, memory.Floats);
                Drain(memory.Floats, y + plane * inputs, inputs, x + (plane + 1) * outputs, places + (plane + 1) * outputs, step);
            }

            Alignment.Fence();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Put(long plane, float* target)
        {
            float* source = x + plane * outputs;
            long* place = places + plane * outputs;
            if (isTwoByTwo)
            {
                MaxPoolGradientKernels.TwoByTwo<Lanes256<float>>(windows, source, place, target);
            }
            else if (adds)
            {
                for (int o = 0; o < outputs; o++)
                {
                    target[place[o]] += source[o];
                }
            }
            else
            {
                for (int o = 0; o < outputs; o++)
                {
                    target[place[o]] = source[o];
                }
            }
        }
    }

    /// <summary>A few rows at a time are put together in the first cache.</summary>
    private readonly struct WindowBody<V>(PlanePooling windows, float* dy, long* places, bool isPastCache, float* dx)
        : IRangeBody
        where V : struct, IVector<V, float>
    {
        private const int Strip = 2048;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            int rowsAtOnce = Math.Max(1, Strip / 2 / windows.Width) * 2;
            using ScratchMemory memory = ScratchMemory.Rent<float>(WindowGradient.Size(windows, V.Count));
            using ScratchMemory rows = ScratchMemory.Rent<float>((rowsAtOnce + 1L) * windows.Width + 2 * V.Count);
            WindowGradient gradient = new(windows, memory.Floats, V.Count);
            int outputs = windows.OutputHeight * windows.OutputWidth;
            float* result = dx + (long)start * windows.Height * windows.Width;
            nint step = (nint)(32L * outputs / ((long)windows.Height * windows.Width));
            for (long plane = start; plane < end; plane++)
            {
                gradient.Take<V>(dy + plane * outputs, places + plane * outputs);
                for (int row = 0; row < windows.Height; row += rowsAtOnce)
                {
                    int last = Math.Min(row + rowsAtOnce, windows.Height);
                    int count = (last - row) * windows.Width;
                    gradient.Rows<V>(row, last, rows.Floats);
                    if (isPastCache)
                    {
                        long next = (plane + 1) * outputs + row / 2 * (long)windows.OutputWidth;
                        Drain(rows.Floats, result, count, dy + next, places + next, step);
                    }
                    else
                    {
                        new Span<float>(rows.Floats, count).CopyTo(new Span<float>(result, count));
                    }

                    result += count;
                }
            }

            Alignment.Fence();
        }
    }

    /// <summary>
    /// Moves a plane out past the caches, and leaves zeros for the next, whose elements and places are fetched meanwhile:
    /// <paramref name="step"/> of them for each 32 that leave.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Drain(float* plane, float* y, nint count, float* next, long* nextPlaces, nint step)
    {
        nint i = Alignment.ElementsBefore<Lanes256<float>, float>(y, count);
        new Span<float>(plane, (int)i).CopyTo(new Span<float>(y, (int)i));
        new Span<float>(plane, (int)i).Clear();
        int width = Lanes256<float>.Count;
        for (; i <= count - 4 * width; i += 4 * width)
        {
            CacheLine.Prefetch(next);
            CacheLine.Prefetch(nextPlaces);
            next += step;
            nextPlaces += step;
            for (nint j = i; j < i + 4 * width; j += width)
            {
                NonTemporalStore.Store(Lanes256<float>.Load(plane + j), y + j);
                Lanes256<float>.Store(Lanes256<float>.Zero, plane + j);
            }
        }

        new Span<float>(plane + i, (int)(count - i)).CopyTo(new Span<float>(y + i, (int)(count - i)));
        new Span<float>(plane + i, (int)(count - i)).Clear();
    }

    private readonly struct GatherBody(float* x, long* places, int inputs, int outputs, float* y) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long plane = start; plane < end; plane++)
            {
                float* source = x + plane * inputs;
                for (long o = plane * outputs; o < (plane + 1) * outputs; o++)
                {
                    y[o] = source[places[o]];
                }
            }
        }
    }
}
