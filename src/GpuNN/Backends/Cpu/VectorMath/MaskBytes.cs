using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>Between masks and the bytes 0 and 1 of boolean tensors.</summary>
internal static unsafe class MaskBytes
{
    private const ulong LowBits = 0x0101010101010101;

    /// <summary>Writes the low <paramref name="count"/> (2, 4 or 8) bits as bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(uint bits, byte* destination, int count)
    {
        // Byte i keeps bit i of its copy; adding 0x7F carries it to the byte's top.
        ulong spread = (bits * LowBits) & 0x8040201008040201;
        ulong bytes = ((spread + 0x7F7F7F7F7F7F7F7F) >> 7) & LowBits;
        if (count == 8)
        {
            Unsafe.WriteUnaligned(destination, bytes);
        }
        else if (count == 4)
        {
            Unsafe.WriteUnaligned(destination, (uint)bytes);
        }
        else
        {
            Unsafe.WriteUnaligned(destination, (ushort)bytes);
        }
    }

    /// <summary>Writes a lane of ones for each byte that is not 0, and a lane of zeros for each that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen<T>(byte* source, T* lanes, int count)
        where T : unmanaged
    {
        if (sizeof(T) == 4)
        {
            for (int i = 0; i < count; i += 4)
            {
                Vector128<byte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(source + i)).AsByte();
                Vector128<uint> wide = Vector128.WidenLower(Vector128.WidenLower(bytes));
                Vector128.Store(Vector128.GreaterThan(wide.AsInt32(), Vector128<int>.Zero), (int*)lanes + i);
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                ((long*)lanes)[i] = source[i] != 0 ? -1 : 0;
            }
        }
    }
}
