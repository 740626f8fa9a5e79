namespace GpuNN.Tests.Backends.Cpu.Movement;

/// <summary>Conversions by bits against .NET's own, number by number.</summary>
public sealed class HalfPrecisionTests
{
    private static readonly ushort[] AllBits = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];

    [Fact]
    public void EveryFloat16BecomesItsFloat32()
    {
        Half[] halves = [.. AllBits.Select(BitConverter.UInt16BitsToHalf)];
        float[] found = Tensor.From(halves).Cast(DType.Float32).ToArray<float>();
        for (int i = 0; i < halves.Length; i++)
        {
            AssertSame((float)halves[i], found[i], $"{AllBits[i]:X4}");
        }
    }

    [Fact]
    public void EveryBFloat16BecomesItsFloat32()
    {
        BFloat16[] numbers = [.. AllBits.Select(BFloat16.FromBits)];
        float[] found = Tensor.From(numbers).Cast(DType.Float32).ToArray<float>();
        for (int i = 0; i < numbers.Length; i++)
        {
            AssertSame(numbers[i], found[i], $"{AllBits[i]:X4}");
        }
    }

    [Fact]
    public void Float32RoundsToTheNearestFloat16()
    {
        float[] numbers = [.. Around(bits => (float)BitConverter.UInt16BitsToHalf(bits)), .. Random()];
        Half[] found = Tensor.From(numbers).Cast(DType.Float16).ToArray<Half>();
        for (int i = 0; i < numbers.Length; i++)
        {
            AssertSame((float)(Half)numbers[i], (float)found[i], $"{numbers[i]:R}");
        }
    }

    [Fact]
    public void Float32RoundsToTheNearestBFloat16()
    {
        float[] numbers = [.. Around(bits => BFloat16.FromBits(bits)), .. Random()];
        BFloat16[] found = Tensor.From(numbers).Cast(DType.BFloat16).ToArray<BFloat16>();
        for (int i = 0; i < numbers.Length; i++)
        {
            AssertSame((BFloat16)numbers[i], found[i], $"{numbers[i]:R}");
        }
    }

    /// <summary>Each number of the format, the middle between it and the next, and both sides of that.</summary>
    private static IEnumerable<float> Around(Func<ushort, float> number)
    {
        foreach (ushort bits in AllBits)
        {
            float here = number(bits);
            float next = number((ushort)(bits + 1));
            float middle = (float)((here + (double)next) / 2);
            yield return here;
            yield return middle;
            yield return MathF.BitDecrement(middle);
            yield return MathF.BitIncrement(middle);
        }
    }

    private static IEnumerable<float> Random()
    {
        Random random = new(1);
        for (int i = 0; i < 100_003; i++)
        {
            yield return BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        }
    }

    /// <summary>Equal in every bit, or both NaN.</summary>
    private static void AssertSame(float expected, float found, string what) => Assert.True(
        (float.IsNaN(expected) && float.IsNaN(found))
            || BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found),
        $"{what}: {found:R}, expected {expected:R}");
}
