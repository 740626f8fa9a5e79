using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Tests.Backends.Cpu.VectorMath;

/// <summary>Conversions in registers against those of the types themselves, bit by bit.</summary>
public sealed unsafe class NarrowFloatsTests
{
    [Theory]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void Every_narrow_number_is_widened_exactly(DType dtype)
    {
        // One short of all: the tail is converted as well.
        ushort[] narrow = [.. Enumerable.Range(0, 65535).Select(bits => (ushort)bits)];
        float[] wide = new float[narrow.Length];
        fixed (ushort* source = narrow)
        fixed (float* target = wide)
        {
            NarrowFloats.Widen(dtype, source, target, narrow.Length);
        }

        for (int i = 0; i < narrow.Length; i++)
        {
            float expected = dtype == DType.Float16
                ? (float)BitConverter.UInt16BitsToHalf(narrow[i])
                : BFloat16.FromBits(narrow[i]);
            bool isSame = BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(wide[i]);
            Assert.True(isSame || (float.IsNaN(expected) && float.IsNaN(wide[i])), $"{dtype} {narrow[i]:x4}: {wide[i]} for {expected}");
        }
    }

    [Theory]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void Numbers_are_rounded_to_the_nearest_and_ties_to_even(DType dtype)
    {
        // A prime step through all bit patterns, and the neighbourhood of every number that is a tie or a bound of a range.
        List<float> wide = [];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 12289)
        {
            wide.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        }

        for (uint tie = 0; tie < 0xFF80_0000u - 0x1000; tie += 0x1000)
        {
            wide.Add(BitConverter.UInt32BitsToSingle(tie));
            wide.Add(BitConverter.UInt32BitsToSingle(tie + 1));
        }

        ushort[] narrow = new ushort[wide.Count];
        float[] source = [.. wide];
        fixed (float* from = source)
        fixed (ushort* to = narrow)
        {
            NarrowFloats.Narrow(dtype, from, to, source.Length);
        }

        for (int i = 0; i < source.Length; i++)
        {
            ushort expected = dtype == DType.Float16
                ? BitConverter.HalfToUInt16Bits((Half)source[i])
                : ((BFloat16)source[i]).Bits;
            bool isNotANumber = dtype == DType.Float16
                ? Half.IsNaN(BitConverter.UInt16BitsToHalf(narrow[i]))
                : float.IsNaN(BFloat16.FromBits(narrow[i]));
            Assert.True(float.IsNaN(source[i]) ? isNotANumber : expected == narrow[i], $"{dtype} {source[i]:r}: {narrow[i]:x4} for {expected:x4}");
        }
    }
}
