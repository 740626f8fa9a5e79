using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.Threading;

/// <summary>Loops over a range on the threads of <see cref="WorkerPool"/>, without allocating.</summary>
internal static unsafe class ParallelLoop
{
    /// <summary>
    /// Runs <paramref name="body"/> over [0, <paramref name="count"/>). Ranges start at multiples of
    /// <paramref name="grain"/>; each thread begins with a run of its own and then helps the others; a loop of one grain, or
    /// on one thread, is a plain call on the whole range. Every iteration must write its own outputs: then the result does not
    /// depend on the number of threads. The first exception of a body reaches the caller.
    /// </summary>
    public static void For<TBody>(int count, int grain, TBody body)
        where TBody : struct, IRangeBody
    {
        if (count <= grain || CpuThreading.ThreadCount == 1)
        {
            if (count > 0)
            {
                body.Invoke(0, count);
            }

            return;
        }

        WorkerPool.Shared.Run(&Invoke<TBody>, Unsafe.AsPointer(ref body), count, grain);
    }

    /// <summary>The same for a static method and a context of the caller's.</summary>
    public static void For(int count, int grain, delegate*<void*, int, int, void> body, void* context)
    {
        if (count <= grain || CpuThreading.ThreadCount == 1)
        {
            if (count > 0)
            {
                body(context, 0, count);
            }

            return;
        }

        WorkerPool.Shared.Run(body, context, count, grain);
    }

    private static void Invoke<TBody>(void* body, int start, int end)
        where TBody : struct, IRangeBody =>
        Unsafe.AsRef<TBody>(body).Invoke(start, end);
}
