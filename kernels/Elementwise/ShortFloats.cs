namespace GpuNN.Kernels;

/// <summary>bfloat16 from and to float32 in integer arithmetic, rounding to nearest, ties to even.</summary>
internal static class ShortFloats
{
    private const uint Infinity = 0x7F800000;

    public static float FromBFloat16(ushort bits) => Interop.IntAsFloat((uint)bits << 16);

    public static ushort ToBFloat16(float value)
    {
        uint bits = Interop.FloatAsInt(value);
        if ((bits & 0x7FFFFFFF) > Infinity) return (ushort)((bits >> 16) | 0x40);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
