using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Threading;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Optimizers;

/// <summary>Optimiser steps: parameter, gradient and states are read once and written once.</summary>
internal static unsafe class OptimizerEngine
{
    private const int Block = 16 * 1024;

    /// <summary>States that the method does not keep may be null.</summary>
    public static void Run<T, TStep>(TStep step, T* gradient, T* parameter, T* first, T* second, T* third, long count)
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        int blocks = checked((int)((count + Block - 1) / Block));
        switch (VectorWidth.Bits)
        {
            case 512:
                ParallelLoop.For(blocks, 2, new Body<Lanes512<T>, T, TStep>(step, gradient, parameter, first, second, third, count));
                break;
            case 256:
                ParallelLoop.For(blocks, 2, new Body<Lanes256<T>, T, TStep>(step, gradient, parameter, first, second, third, count));
                break;
            default:
                ParallelLoop.For(blocks, 2, new Body<Lanes128<T>, T, TStep>(step, gradient, parameter, first, second, third, count));
                break;
        }
    }

    private readonly struct Body<V, T, TStep>(
        TStep step, T* gradient, T* parameter, T* first, T* second, T* third, long count) : IRangeBody
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        public void Invoke(int start, int end)
        {
            nint from = (nint)start * Block;
            nint to = (nint)Math.Min((long)end * Block, count);
            Vectors<V, T, TStep>(step, gradient, parameter, first, second, third, from, to);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Vectors<V, T, TStep>(
        TStep step, T* gradient, T* parameter, T* first, T* second, T* third, nint from, nint to)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        nint i = from;
        for (; i <= to - V.Count; i += V.Count)
        {
            V p = V.Load(parameter + i);
            V s1 = TStep.StateCount > 0 ? V.Load(first + i) : V.Zero;
            V s2 = TStep.StateCount > 1 ? V.Load(second + i) : V.Zero;
            V s3 = TStep.StateCount > 2 ? V.Load(third + i) : V.Zero;
            step.Invoke(V.Load(gradient + i), ref p, ref s1, ref s2, ref s3);
            V.Store(p, parameter + i);
            if (TStep.StateCount > 0)
            {
                V.Store(s1, first + i);
            }

            if (TStep.StateCount > 1)
            {
                V.Store(s2, second + i);
            }

            if (TStep.StateCount > 2)
            {
                V.Store(s3, third + i);
            }
        }

        if (i < to)
        {
            T* lanes = stackalloc T[5 * V.Count];
            new Span<T>(lanes, 5 * V.Count).Clear();
            Tail<V, T, TStep>(step, gradient + i, parameter + i, first + i, second + i, third + i, (int)(to - i), lanes);
        }
    }

    private static void Tail<V, T, TStep>(
        TStep step, T* gradient, T* parameter, T* first, T* second, T* third, int count, T* lanes)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        uint bytes = (uint)(count * sizeof(T));
        T** arrays = stackalloc T*[] { gradient, parameter, first, second, third };
        for (int a = 0; a < 2 + TStep.StateCount; a++)
        {
            Unsafe.CopyBlockUnaligned(lanes + a * V.Count, arrays[a], bytes);
        }

        Vectors<V, T, TStep>(
            step, lanes, lanes + V.Count, lanes + 2 * V.Count, lanes + 3 * V.Count, lanes + 4 * V.Count, 0, V.Count);
        for (int a = 1; a < 2 + TStep.StateCount; a++)
        {
            Unsafe.CopyBlockUnaligned(arrays[a], lanes + a * V.Count, bytes);
        }
    }
}
