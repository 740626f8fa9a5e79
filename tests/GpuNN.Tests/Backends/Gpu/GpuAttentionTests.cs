using GpuNN.Backends;
using GpuNN.Backends.Gpu;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class GpuAttentionTests
{
    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string device in GpuDevices.All)
            {
                foreach (int rows in new[] { 16, 32, 64 }) data.Add(device, rows);
            }

            return data;
        }
    }

    /// <summary>Around the blocks of 64, 32 and 16 rows, the 32 that pass by and the tiles of 64 columns; causal or masked.</summary>
    [SkippableTheory]
    [MemberData(nameof(Blocks))]
    public void Every_block_agrees_forwards_and_backwards(string name, int rows)
    {
        AttentionStrategy.Forced = rows;
        try
        {
            foreach (var (batch, queries, keys, width, valueWidth) in new[] { (1, 1, 1, 1, 1), (2, 65, 33, 7, 5), (2, 20, 50, 66, 130) })
            {
                Check(name, batch, queries, keys, width, valueWidth, isCausal: true, AttentionMask.None);
                foreach (AttentionMask mask in Enum.GetValues<AttentionMask>()) Check(name, batch, queries, keys, width, valueWidth, isCausal: false, mask);
            }
        }
        finally
        {
            AttentionStrategy.Forced = null;
        }
    }

    [Fact]
    public void A_block_is_no_larger_than_what_there_is()
    {
        Assert.Equal(64, AttentionStrategy.Choose(DType.Float32, 1000).Rows);
        Assert.Equal(32, AttentionStrategy.Choose(DType.Float64, 1000).Rows);
        Assert.Equal(16, AttentionStrategy.Choose(DType.Float32, 9).Rows);
        Assert.Equal(32, AttentionStrategy.ChooseGradient(DType.Float32, 1000).Rows);
    }

    private static void Check(string name, int batch, int queries, int keys, int width, int valueWidth, bool isCausal, AttentionMask mask)
    {
        const double Scale = 0.4;
        Tensor[] Operands(Device device)
        {
            List<Tensor> operands =
            [
                PrimitiveCheck.Random(device, 1, batch, queries, width), PrimitiveCheck.Random(device, 2, batch, keys, width),
                PrimitiveCheck.Random(device, 3, batch, keys, valueWidth),
            ];
            // The first key is allowed to all, so that every query sees one.
            if (mask != AttentionMask.None)
            {
                float[] numbers = [.. PrimitiveCheck.Numbers((long)batch * queries * keys, 4).Select((x, i) => mask == AttentionMask.Added ? (float)x : i % keys == 0 || x > 0 ? 1 : 0)];
                operands.Add(Tensor.From(numbers, [batch, queries, keys], device));
            }

            return [.. operands];
        }

        PrimitiveCheck.AgainstReference(
            name, new AttentionPrimitive(Scale, isCausal, mask), Operands,
            device => [Tensor.Zeros([batch, queries, valueWidth], DType.Float32, device), Tensor.Zeros([batch, queries], DType.Float32, device)], 1e-5);
        PrimitiveCheck.AgainstReference(
            name, new AttentionGradientPrimitive(Scale, isCausal, mask),
            device =>
            {
                Tensor[] operands = Operands(device);
                Tensor[] forward = PrimitiveCheck.Run(
                    new AttentionPrimitive(Scale, isCausal, mask), operands, (DType.Float32, [batch, queries, valueWidth]), (DType.Float32, [batch, queries]));
                return [PrimitiveCheck.Random(device, 5, batch, queries, valueWidth), .. operands[..3], .. forward, .. operands[3..]];
            },
            device => [Tensor.Zeros([batch, queries, width], DType.Float32, device), Tensor.Zeros([batch, keys, width], DType.Float32, device), Tensor.Zeros([batch, keys, valueWidth], DType.Float32, device)],
            2e-5);
    }
}
