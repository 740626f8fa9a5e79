namespace GpuNN.Kernels;

/// <summary>float16 from and to float32 in integer arithmetic, rounding to nearest, ties to even: not every device that ILGPU
/// compiles for has instructions for it.</summary>
internal static class Float16Bits
{
    private const uint Infinity = 0x7F800000;

    /// <summary>Subnormals by a product, which is exact: fraction · 2⁻²⁴.</summary>
    public static float ToSingle(ushort bits)
    {
        uint sign = ((uint)bits & 0x8000) << 16;
        uint magnitude = (uint)bits & 0x7FFF;
        if (magnitude >= 0x7C00) return Interop.IntAsFloat(sign | Infinity | ((magnitude & 0x3FF) << 13));
        if (magnitude >= 0x400) return Interop.IntAsFloat(sign | ((magnitude + 0x1C000) << 13));
        float subnormal = (int)magnitude * 5.9604644775390625e-8f;
        return sign == 0 ? subnormal : -subnormal;
    }

    /// <summary>Rounds normal results by adding half a unit to the bits; subnormal ones by adding 1/2, whose last place is
    /// 2⁻²⁴, so that the float32 addition itself rounds.</summary>
    public static ushort FromSingle(float value)
    {
        uint bits = Interop.FloatAsInt(value);
        uint sign = (bits >> 16) & 0x8000;
        uint magnitude = bits & 0x7FFFFFFF;
        if (magnitude > Infinity) return (ushort)(sign | 0x7E00 | ((magnitude >> 13) & 0x3FF));
        if (magnitude >= 0x477FF000) return (ushort)(sign | 0x7C00);
        if (magnitude < 0x38800000)
        {
            uint shifted = Interop.FloatAsInt(Interop.IntAsFloat(magnitude) + 0.5f);
            return (ushort)(sign | (shifted - 0x3F000000));
        }

        uint rounded = magnitude + 0xFFF + ((magnitude >> 13) & 1);
        return (ushort)(sign | ((rounded - 0x38000000) >> 13));
    }
}
