using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x) over contiguous memory; x and z may be the same.</summary>
internal static unsafe class UnaryKernel
{
    public static void Run<V, T, TOperator>(TOperator f, T* x, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T> => Run<V, T, TOperator, CachedStore>(f, x, z, count);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, TOperator, TStore>(TOperator f, T* x, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T>
        where TStore : struct, IStore
    {
        nint i = 0;
        if (TStore.IsNonTemporal)
        {
            i = Alignment.ElementsBefore<V, T>(z, count);
            Short<V, T, TOperator>(f, x, z, i);
        }

        if (TOperator.IsShort)
        {
            for (; i <= count - 4 * V.Count; i += 4 * V.Count)
            {
                V x0 = V.Load(x + i);
                V x1 = V.Load(x + i + V.Count);
                V x2 = V.Load(x + i + 2 * V.Count);
                V x3 = V.Load(x + i + 3 * V.Count);
                TStore.Store(f.Invoke(x0), z + i);
                TStore.Store(f.Invoke(x1), z + i + V.Count);
                TStore.Store(f.Invoke(x2), z + i + 2 * V.Count);
                TStore.Store(f.Invoke(x3), z + i + 3 * V.Count);
            }
        }

        for (; i <= count - V.Count; i += V.Count)
        {
            TStore.Store(f.Invoke(V.Load(x + i)), z + i);
        }

        Short<V, T, TOperator>(f, x + i, z + i, count - i);
    }

    /// <summary>Fewer elements than a register has, through a full register: all lanes take the same path.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Short<V, T, TOperator>(TOperator f, T* x, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T>
    {
        if (count > 0)
        {
            T* lanes = stackalloc T[V.Count];
            V.Store(V.Broadcast(*x), lanes);
            uint bytes = (uint)(count * sizeof(T));
            Unsafe.CopyBlockUnaligned(lanes, x, bytes);
            V.Store(f.Invoke(V.Load(lanes)), lanes);
            Unsafe.CopyBlockUnaligned(z, lanes, bytes);
        }
    }
}
