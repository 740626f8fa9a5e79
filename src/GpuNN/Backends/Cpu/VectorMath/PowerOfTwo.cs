using System.Runtime.CompilerServices;

namespace GpuNN.Backends.Cpu.VectorMath;

/// <summary>Scaling by powers of two through the exponent's bits.</summary>
internal static class PowerOfTwo
{
    /// <summary>
    /// value·2^exponent in two factors of about half the exponent each, so that results overflow to infinity and
    /// underflow through the subnormals; |exponent| up to 252 (float) and 2044 (double).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<V, T>(V value, V exponent)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        // Adding 1.5·2^23 (2^52) leaves the rounded integer, here with the exponent's bias, in the low bits.
        V magic = V.FromBits(typeof(T) == typeof(float) ? 0x4B40007F : 0x43380000000003FF);
        V half = V.FromBits(typeof(T) == typeof(float) ? 0x3F000000 : 0x3FE0000000000000);
        V first = V.MultiplyAdd(exponent, half, magic);
        V second = (exponent - (first - magic)) + magic;
        return typeof(T) == typeof(float)
            ? value * V.ShiftLeft(first, 23) * V.ShiftLeft(second, 23)
            : value * V.ShiftLeft(first, 52) * V.ShiftLeft(second, 52);
    }
}
