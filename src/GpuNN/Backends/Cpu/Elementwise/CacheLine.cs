using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Elementwise;

/// <summary>Asks for memory before it is needed, so that it comes in while the processor computes.</summary>
internal static unsafe class CacheLine
{
    private const int Bytes = 64;

    /// <summary>What lies further ahead than this is asked for in vain: it would leave the second cache before its use.</summary>
    private const long FarthestAhead = 64 * 1024;

    /// <summary>How many elements ahead the rows behind this one lie, or 0 where that is too far.</summary>
    public static nint Ahead<T>(nint count)
        where T : unmanaged => count * sizeof(T) <= FarthestAhead ? count : 0;

    /// <summary>Brings the line of this address towards the first cache; any address will do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    /// <summary>The lines of two neighbouring registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchPair<V, T>(T* address)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        Prefetch(address);
        if (2 * V.Count * sizeof(T) > Bytes)
        {
            Prefetch((byte*)address + Bytes);
        }
    }
}
