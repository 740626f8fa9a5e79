using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = f(x, y, w) along contiguous rows; z may be any of them.</summary>
internal static unsafe class TernaryKernel
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, TOperator>(TOperator f, T* x, T* y, T* w, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOperator : struct, ITernaryOperator<T>
    {
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V.Store(f.Invoke(V.Load(x + i), V.Load(y + i), V.Load(w + i)), z + i);
        }

        if (i < count)
        {
            T* lanes = stackalloc T[3 * V.Count];
            uint bytes = (uint)((count - i) * sizeof(T));
            V.Store(V.Broadcast(x[i]), lanes);
            V.Store(V.Broadcast(y[i]), lanes + V.Count);
            V.Store(V.Broadcast(w[i]), lanes + 2 * V.Count);
            Unsafe.CopyBlockUnaligned(lanes, x + i, bytes);
            Unsafe.CopyBlockUnaligned(lanes + V.Count, y + i, bytes);
            Unsafe.CopyBlockUnaligned(lanes + 2 * V.Count, w + i, bytes);
            V.Store(f.Invoke(V.Load(lanes), V.Load(lanes + V.Count), V.Load(lanes + 2 * V.Count)), lanes);
            Unsafe.CopyBlockUnaligned(z + i, lanes, bytes);
        }
    }
}
