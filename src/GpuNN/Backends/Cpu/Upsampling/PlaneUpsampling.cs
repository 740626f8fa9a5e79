using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Upsampling;

/// <summary>Resized planes, and the transpose; planes are shared out to the threads.</summary>
internal static unsafe class PlaneUpsampling
{
    private const int Task = 16 * 1024;

    /// <summary>Each place of y is mixed of the positions of x around it.</summary>
    public static void Forward<T>(UpsamplingAxis rows, UpsamplingAxis columns, int planes, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ParallelLoop.For(planes, Grain(rows, columns), new ForwardBody<T>(rows, columns, x, y));

    /// <summary>The transpose: each place of dy is dealt out to the positions of dx around it.</summary>
    public static void Backward<T>(UpsamplingAxis rows, UpsamplingAxis columns, int planes, T* dy, T* dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ParallelLoop.For(planes, Grain(rows, columns), new BackwardBody<T>(rows, columns, dy, dx));

    private static int Grain(UpsamplingAxis rows, UpsamplingAxis columns) =>
        Math.Max(1, Task / Math.Max(rows.Output * columns.Output, 1));

    private readonly struct ForwardBody<T>(UpsamplingAxis rows, UpsamplingAxis columns, T* x, T* y) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            T* place = y + (long)start * rows.Output * columns.Output;
            for (long plane = start; plane < end; plane++)
            {
                T* image = x + plane * rows.Input * columns.Input;
                for (int row = 0; row < rows.Output; row++)
                {
                    (int low, int high, double down) = rows[row];
                    T* upper = image + (long)low * columns.Input;
                    T* lower = image + (long)high * columns.Input;
                    for (int column = 0; column < columns.Output; column++)
                    {
                        (int left, int right, double across) = columns[column];
                        *place++ = columns.IsMixed
                            ? T.CreateTruncating((1 - down) * (1 - across)) * upper[left]
                                + T.CreateTruncating((1 - down) * across) * upper[right]
                                + T.CreateTruncating(down * (1 - across)) * lower[left]
                                + T.CreateTruncating(down * across) * lower[right]
                            : upper[left];
                    }
                }
            }
        }
    }

    private readonly struct BackwardBody<T>(UpsamplingAxis rows, UpsamplingAxis columns, T* dy, T* dx) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            T* place = dy + (long)start * rows.Output * columns.Output;
            for (long plane = start; plane < end; plane++)
            {
                T* image = dx + plane * rows.Input * columns.Input;
                new Span<T>(image, rows.Input * columns.Input).Clear();
                for (int row = 0; row < rows.Output; row++)
                {
                    (int low, int high, double down) = rows[row];
                    T* upper = image + (long)low * columns.Input;
                    T* lower = image + (long)high * columns.Input;
                    for (int column = 0; column < columns.Output; column++)
                    {
                        (int left, int right, double across) = columns[column];
                        T gradient = *place++;
                        if (!columns.IsMixed)
                        {
                            upper[left] += gradient;
                            continue;
                        }

                        upper[left] += T.CreateTruncating((1 - down) * (1 - across)) * gradient;
                        upper[right] += T.CreateTruncating((1 - down) * across) * gradient;
                        lower[left] += T.CreateTruncating(down * (1 - across)) * gradient;
                        lower[right] += T.CreateTruncating(down * across) * gradient;
                    }
                }
            }
        }
    }
}
