using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>What non-temporal stores ask for: aligned registers, and a fence before anyone else reads.</summary>
internal static unsafe class Alignment
{
    /// <summary>The elements before the first address aligned to a register, at most <paramref name="count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint ElementsBefore<V, T>(T* pointer, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint misaligned = (nint)pointer & (V.Count * sizeof(T) - 1);
        nint elements = misaligned == 0 ? 0 : (V.Count * sizeof(T) - misaligned) / sizeof(T);
        return Math.Min(elements, count);
    }

    /// <summary>
    /// Makes non-temporal stores visible before what follows; kernels that store so leave it to the loop around them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
    }
}
