using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Sparse;

/// <summary>Σ a·b of short rows.</summary>
internal static unsafe class DotProduct
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Of<V>(float* a, float* b, nint count)
        where V : struct, IVector<V, float>
    {
        V even = V.Zero;
        V odd = V.Zero;
        nint i = 0;
        for (; i <= count - 2 * V.Count; i += 2 * V.Count)
        {
            even = V.MultiplyAdd(V.Load(a + i), V.Load(b + i), even);
            odd = V.MultiplyAdd(V.Load(a + i + V.Count), V.Load(b + i + V.Count), odd);
        }

        float sum = V.Sum(even + odd);
        for (; i < count; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
