using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>Poolings with any windows over up to three axes, position by position, planes shared out to the threads: what
/// <see cref="PoolingEngine"/> has no registers for.</summary>
internal static unsafe class WindowPooling
{
    private const int Task = 16 * 1024;

    /// <summary>The largest element of each window, NaN before all, and, unless null, its place in the plane: the first of
    /// equals, −1 where the window lies in the padding.</summary>
    public static void Max<T>(PoolingVolume volume, int planes, T* x, T* y, long* places)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        For(volume, planes, new MaxBody<T>(volume, x, y, places));

    /// <summary>The mean of each window, over <paramref name="divisor"/> where that is not 0.</summary>
    public static void Average<T>(PoolingVolume volume, int planes, int divisor, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        For(volume, planes, new AverageBody<T>(volume, divisor, x, y));

    /// <summary>The transpose of <see cref="Average"/>.</summary>
    public static void AverageBackward<T>(PoolingVolume volume, int planes, int divisor, T* dy, T* dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        For(volume, planes, new AverageBackwardBody<T>(volume, divisor, dy, dx));

    private static void For<TBody>(PoolingVolume volume, int planes, TBody body)
        where TBody : struct, IRangeBody =>
        ParallelLoop.For(planes, (int)Math.Max(1, Task / Math.Max(volume.Input, 1)), body);

    private readonly struct MaxBody<T>(PoolingVolume volume, T* x, T* y, long* places) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long plane = start; plane < end; plane++)
            {
                T* image = x + plane * volume.Input;
                for (long place = 0; place < volume.Output; place++)
                {
                    PoolingWindow window = volume.Window(place);
                    T best = T.Zero;
                    long chosen = -1;
                    for (int d = 0; d < window.Depth; d++)
                    {
                        for (int h = 0; h < window.Height; h++)
                        {
                            long at = window.Row(d, h);
                            for (int w = 0; w < window.Width; w++, at += window.Step)
                            {
                                T next = image[at];
                                if (chosen < 0 || next > best || (T.IsNaN(next) && !T.IsNaN(best)))
                                {
                                    best = next;
                                    chosen = at;
                                }
                            }
                        }
                    }

                    y[plane * volume.Output + place] = best;
                    if (places != null)
                    {
                        places[plane * volume.Output + place] = chosen;
                    }
                }
            }
        }
    }

    private readonly struct AverageBody<T>(PoolingVolume volume, int divisor, T* x, T* y) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long plane = start; plane < end; plane++)
            {
                T* image = x + plane * volume.Input;
                for (long place = 0; place < volume.Output; place++)
                {
                    PoolingWindow window = volume.Window(place);
                    T sum = T.Zero;
                    for (int d = 0; d < window.Depth; d++)
                    {
                        for (int h = 0; h < window.Height; h++)
                        {
                            long at = window.Row(d, h);
                            for (int w = 0; w < window.Width; w++, at += window.Step)
                            {
                                sum += image[at];
                            }
                        }
                    }

                    y[plane * volume.Output + place] =
                        sum / T.CreateTruncating(divisor == 0 ? window.Extent : divisor);
                }
            }
        }
    }

    private readonly struct AverageBackwardBody<T>(PoolingVolume volume, int divisor, T* dy, T* dx) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (long plane = start; plane < end; plane++)
            {
                T* image = dx + plane * volume.Input;
                new Span<T>(image, (int)volume.Input).Clear();
                for (long place = 0; place < volume.Output; place++)
                {
                    PoolingWindow window = volume.Window(place);
                    T share = dy[plane * volume.Output + place]
                        / T.CreateTruncating(divisor == 0 ? window.Extent : divisor);
                    for (int d = 0; d < window.Depth; d++)
                    {
                        for (int h = 0; h < window.Height; h++)
                        {
                            long at = window.Row(d, h);
                            for (int w = 0; w < window.Width; w++, at += window.Step)
                            {
                                image[at] += share;
                            }
                        }
                    }
                }
            }
        }
    }
}
