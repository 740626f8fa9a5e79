using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>Copies of short runs of elements, where a call of the system's copy would cost more than the copy.</summary>
internal static unsafe class Runs
{
    /// <summary>
    /// Copies <paramref name="count"/> elements; up to 31 bytes more are read and written, which both sides must have room
    /// for.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* from, T* to, int count)
        where T : unmanaged
    {
        nint bytes = (nint)count * sizeof(T);
        for (nint i = 0; i < bytes; i += 32)
        {
            Vector256.Load((byte*)from + i).Store((byte*)to + i);
        }
    }
}
