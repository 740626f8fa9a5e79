using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>Constants of integer lanes.</summary>
internal static class IntegerConstant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T From<T>(double value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(int))
        {
            return Unsafe.BitCast<int, T>((int)value);
        }

        return typeof(T) == typeof(long)
            ? Unsafe.BitCast<long, T>((long)value)
            : Unsafe.BitCast<byte, T>((byte)value);
    }
}
