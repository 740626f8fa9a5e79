using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Reductions;

/// <summary>The lanes of a register combined in halves.</summary>
internal static unsafe class LaneFold
{
    public static T Of<V, T, TReducer>(V value)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TReducer : struct, IReducer<T>
    {
        T* lanes = stackalloc T[2 * V.Count];
        V.Store(value, lanes);
        V.Store(value, lanes + V.Count);
        for (int width = V.Count / 2; width > 0; width /= 2)
        {
            V.Store(TReducer.Combine(V.Load(lanes), V.Load(lanes + width)), lanes);
        }

        return *lanes;
    }
}
