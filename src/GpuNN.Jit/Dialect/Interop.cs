using System.Runtime.CompilerServices;

namespace GpuNN.Jit;

/// <summary>Bit patterns and sizes.</summary>
public static class Interop
{
    /// <summary>The size of <typeparamref name="T"/> in bytes.</summary>
    public static int SizeOf<T>()
        where T : unmanaged => Unsafe.SizeOf<T>();

    /// <summary>The size of the value's type in bytes.</summary>
    public static int SizeOf<T>(T structure)
        where T : unmanaged => Unsafe.SizeOf<T>();

    /// <summary>The bits of a half-precision number.</summary>
    public static ushort FloatAsInt(Half value) => value.RawValue;

    /// <summary>The bits of a single-precision number.</summary>
    public static uint FloatAsInt(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>The bits of a double-precision number.</summary>
    public static ulong FloatAsInt(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>The half-precision number of these bits.</summary>
    public static Half IntAsFloat(ushort value) => new(value);

    /// <summary>The single-precision number of these bits.</summary>
    public static float IntAsFloat(uint value) => BitConverter.UInt32BitsToSingle(value);

    /// <summary>The double-precision number of these bits.</summary>
    public static double IntAsFloat(ulong value) => BitConverter.UInt64BitsToDouble(value);
}
