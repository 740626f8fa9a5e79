using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuSortTests
{
    public static TheoryData<string, string> Variants
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in GpuDevices.All)
            {
                foreach (string variant in Enum.GetNames<SortVariant>()) data.Add(device, variant);
            }

            return data;
        }
    }

    /// <summary>Around the sizes of a block (1024), of a radix tile (2048) and of a power of two; many ties, and every number
    /// with an order of its own. Both results must be those of the reference to the bit.</summary>
    [SkippableTheory]
    [MemberData(nameof(Variants))]
    public void Every_variant_sorts_stably(string name, string variant)
    {
        SortStrategy.Forced = Enum.Parse<SortVariant>(variant);
        try
        {
            foreach (var (outer, length, inner, wanted) in new[] { (1, 1, 1, 1), (3, 5, 1, 5), (2, 33, 3, 7), (1, 1023, 1, 1023), (2, 1024, 2, 128), (1, 1025, 1, 100), (2, 2049, 3, 2049), (1, 5000, 1, 3), (130, 7, 2, 7) })
            {
                foreach (bool isDescending in new[] { false, true })
                {
                    foreach (DType dtype in new[] { DType.Float32, DType.Float64 })
                    {
                        PrimitiveCheck.AgainstReference(
                            name, new SortPrimitive(1, isDescending, wanted),
                            device => [Tensor.From(Numbers(outer * length * inner), [outer, length, inner], Device.Cpu).Cast(dtype).To(device)],
                            device => [Tensor.Zeros([outer, wanted, inner], dtype, device), Tensor.Zeros([outer, wanted, inner], DType.Int64, device)],
                            0, keepsTypes: true);
                    }
                }
            }
        }
        finally
        {
            SortStrategy.Forced = null;
        }
    }

    [Fact]
    public void The_variant_follows_from_the_length_and_what_is_wanted()
    {
        Assert.Equal(SortVariant.Block, SortStrategy.Choose(1024, 1024).Variant);
        Assert.Equal(SortVariant.Radix, SortStrategy.Choose(1025, 1025).Variant);
        Assert.Equal(SortVariant.Selection, SortStrategy.Choose(1_000_000, 10).Variant);
    }

    /// <summary>Keys of few bits take few passes, and equal ones keep their order.</summary>
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Rows_are_compressed_with_long_rows_and_with_none(string name)
    {
        foreach (var (entries, rows) in new[] { (0, 4), (1, 1), (9000, 1), (9000, 3), (5000, 70_000), (4097, 17) })
        {
            long[] rowOfEntry = [.. Enumerable.Range(0, entries).Select(entry => entry * 7919L % rows)];
            PrimitiveCheck.AgainstReference(
                name, new CooToCsrPrimitive(),
                device => [Tensor.From(rowOfEntry, device)],
                device => [Tensor.Zeros([rows + 1], DType.Int32, device), Tensor.Zeros([entries], DType.Int32, device)], 0, keepsTypes: true);
        }
    }

    private static float[] Numbers(int count)
    {
        float[] specials = [float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, float.Epsilon, -float.Epsilon, float.MaxValue];
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(8) switch
        {
            0 => specials[random.Next(specials.Length)],
            < 4 => random.Next(-5, 6),
            _ => (float)((random.NextDouble() * 200) - 100),
        })];
    }
}
