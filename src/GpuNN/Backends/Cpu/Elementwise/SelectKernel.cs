using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>z = condition ? x : y along contiguous rows; a condition is a byte, 0 or not.</summary>
internal static unsafe class SelectKernel
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T>(byte* condition, T* x, T* y, T* z, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            V.Store(V.Select(V.LoadMask(condition + i), V.Load(x + i), V.Load(y + i)), z + i);
        }

        for (; i < count; i++)
        {
            z[i] = condition[i] != 0 ? x[i] : y[i];
        }
    }
}
