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

    /// <summary>Copies <paramref name="count"/> elements and touches no others: the last register overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyWithin<T>(T* from, T* to, int count)
        where T : unmanaged
    {
        nint bytes = (nint)count * sizeof(T);
        if (bytes < 32)
        {
            for (int i = 0; i < count; i++)
            {
                to[i] = from[i];
            }

            return;
        }

        for (nint i = 0; i < bytes - 32; i += 32)
        {
            Vector256.Load((byte*)from + i).Store((byte*)to + i);
        }

        Vector256.Load((byte*)from + bytes - 32).Store((byte*)to + bytes - 32);
    }

    /// <summary>Writes few zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(T* to, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            to[i] = default;
        }
    }
}
