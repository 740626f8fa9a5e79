using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Whole rows by index, from a table or added to one.</summary>
internal static unsafe class RowMovement
{
    /// <summary>The parts of a table that are added to on their own, each in the order of the indices.</summary>
    private const int Parts = 16;

    /// <summary>
    /// z[o, i, ·] = x[o, index[i], ·] for rows of <paramref name="rowBytes"/> bytes; the indices are checked before.
    /// </summary>
    public static void Select(byte* x, long* index, long outer, long extent, long picked, long rowBytes, byte* z)
    {
        int grain = (int)Math.Clamp(64 * 1024 / Math.Max(rowBytes, 1), 1, Math.Max(outer * picked, 1));
        ParallelLoop.For(checked((int)(outer * picked)), grain, new SelectBody(x, index, extent, picked, rowBytes, z));
    }

    /// <summary>
    /// z[o, index[i], ·] += x[o, i, ·] for rows of <paramref name="width"/> elements. A thread adds to its own part of the
    /// table, so equal indices meet in one fixed order. Where <paramref name="clears"/>, the table starts from 0.
    /// </summary>
    public static void Add<T>(
        T* x, long* index, long outer, long extent, long picked, long width, bool clears, long skipped, T* z)
        where T : unmanaged, INumberBase<T>
    {
        int parts = outer * extent * width < 64 * 1024 ? 1 : Parts;
        bool isPastCache = clears && CacheLimits.IsBeyond(outer * extent * width * sizeof(T));
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(parts, 1, new AddBody<Lanes512<T>, T>(
                    x, index, outer, extent, picked, width, clears, isPastCache, skipped, parts, z));
                break;
            case 256:
                ParallelLoop.For(parts, 1, new AddBody<Lanes256<T>, T>(
                    x, index, outer, extent, picked, width, clears, isPastCache, skipped, parts, z));
                break;
            default:
                ParallelLoop.For(parts, 1, new AddBody<Lanes128<T>, T>(
                    x, index, outer, extent, picked, width, clears, isPastCache, skipped, parts, z));
                break;
        }
    }

    private readonly struct SelectBody(byte* x, long* index, long extent, long picked, long rowBytes, byte* z) : IRangeBody
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            long at = start % picked;
            byte* table = x + start / picked * extent * rowBytes;
            byte* target = z + start * rowBytes;
            for (long i = start; i < end; i++)
            {
                byte* source = table + index[at] * rowBytes;
                if (rowBytes == sizeof(float))
                {
                    *(float*)target = *(float*)source;
                }
                else
                {
                    Buffer.MemoryCopy(source, target, rowBytes, rowBytes);
                }

                target += rowBytes;
                if (++at == picked)
                {
                    at = 0;
                    table += extent * rowBytes;
                }
            }
        }
    }

    private readonly struct AddBody<V, T>(
        T* x, long* index, long outer, long extent, long picked, long width,
        bool clears, bool isPastCache, long skipped, int parts, T* z) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged, INumberBase<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int start, int end)
        {
            for (int part = start; part < end; part++)
            {
                long first = extent * part / parts;
                long last = extent * (part + 1) / parts;
                for (long o = 0; o < outer; o++)
                {
                    T* table = z + o * extent * width;
                    if (clears)
                    {
                        Clear(table + first * width, (nint)((last - first) * width));
                    }

                    for (long i = 0; i < picked; i++)
                    {
                        long row = index[i];
                        if (row >= first && row < last && row != skipped)
                        {
                            T* source = x + (o * picked + i) * width;
                            T* target = table + row * width;
                            BinaryKernel.Run<V, T, Add<T>, Streamed, Streamed, CachedStore>(
                                default, target, source, target, (nint)width);
                        }
                    }
                }
            }
        }

        private void Clear(T* table, nint count)
        {
            T zero = T.Zero;
            if (isPastCache)
            {
                BinaryKernel.Run<V, T, First<T>, Repeated, Repeated, NonTemporalStore>(default, &zero, &zero, table, count);
                Alignment.Fence();
            }
            else
            {
                Unsafe.InitBlockUnaligned(table, 0, (uint)(count * sizeof(T)));
            }
        }
    }
}
