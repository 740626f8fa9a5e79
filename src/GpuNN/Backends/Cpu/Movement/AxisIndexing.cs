using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Single elements by index along an axis; the indices are checked before.</summary>
internal static unsafe class AxisIndexing
{
    private const int Task = 4096;

    /// <summary>z[.., i, ..] = x[.., index[.., i, ..], ..].</summary>
    public static void Gather<T>(T* x, long* index, in IndexRows rows, T* z)
        where T : unmanaged
    {
        int grain = (int)Math.Clamp(Task / Math.Max(rows.Length, 1), 1, int.MaxValue);
        ParallelLoop.For(checked((int)rows.Count), grain, new GatherBody<T>(x, index, rows, z));
    }

    /// <summary>
    /// z[.., index[.., i, ..], ..] += x[.., i, ..], in row-major order. <paramref name="parts"/> runs of rows meet in no
    /// element of z.
    /// </summary>
    public static void Add<T>(T* x, long* index, in IndexRows from, in IndexRows to, int parts, T* z)
        where T : unmanaged, INumberBase<T>
    {
        long rows = parts == 0 ? 0 : to.Count / parts;
        int grain = (int)Math.Clamp(Task / Math.Max(rows * to.Length, 1), 1, int.MaxValue);
        ParallelLoop.For(parts, grain, new AddBody<T>(x, index, from, to, rows, z));
    }

    private readonly struct GatherBody<T>(T* x, long* index, IndexRows rows, T* z) : IRangeBody
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long length = rows.Length;
            long axisStep = rows.AxisStep;
            int step = rows.Step;
            for (long row = start; row < end; row++)
            {
                T* source = x + rows.Start(row);
                long* places = index + row * length;
                T* target = z + row * length;
                for (long i = 0; i < length; i++)
                {
                    target[i] = source[places[i] * axisStep + i * step];
                }
            }
        }
    }

    private readonly struct AddBody<T>(T* x, long* index, IndexRows from, IndexRows to, long rowsOfPart, T* z) : IRangeBody
        where T : unmanaged, INumberBase<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long length = to.Length;
            long axisStep = to.AxisStep;
            int step = to.Step;
            for (long row = start * rowsOfPart; row < end * rowsOfPart; row++)
            {
                T* source = x + from.Start(row);
                long* places = index + row * length;
                T* target = z + to.Start(row);
                for (long i = 0; i < length; i++)
                {
                    target[places[i] * axisStep + i * step] += source[i];
                }
            }
        }
    }
}
