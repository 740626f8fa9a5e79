using GpuNN.Layers;
using GpuNN.Tests.OperatorLaws;

namespace GpuNN.Tests.Layers;

public sealed class TransformerTests
{
    private static readonly TransformerOptions Small = new() { Size = 4, Heads = 2, FeedForwardSize = 5, Dropout = 0 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Encoder_layer_is_what_PyTorch_computes(bool normalizesFirst)
    {
        var layer = new TransformerEncoderLayer(Options(normalizesFirst));
        GoldenCase golden = Load(layer, normalizesFirst ? "encoder layer, norm first" : "encoder layer, norm last");
        Tensor padding = Tensor.From([false, false, true, false, false, false], [2, 3]);
        golden.Hold(layer.Forward(golden["x"].Cast(DType.Float32).To(Device.Cpu), padding: padding), layer.NamedParameters);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decoder_layer_is_what_PyTorch_computes(bool normalizesFirst)
    {
        var layer = new TransformerDecoderLayer(Options(normalizesFirst));
        GoldenCase golden = Load(layer, normalizesFirst ? "decoder layer, norm first" : "decoder layer, norm last");
        Tensor padding = Tensor.From([false, false, false, true, false, true, false, false], [2, 4]);
        Tensor x = golden["x"].Cast(DType.Float32).To(Device.Cpu), memory = golden["memory"].Cast(DType.Float32).To(Device.Cpu);
        golden.Hold(layer.Forward(x, memory, memoryPadding: padding), layer.NamedParameters);
    }

    [Fact]
    public void Token_by_token_with_a_cache_is_the_whole_sequence()
    {
        using var random = RandomState.Use(new RandomState(3));
        var decoder = new TransformerDecoder(2, Small);
        Tensor tokens = Operators.Normal([2, 5, 4]), memory = Operators.Normal([2, 3, 4]);
        float[] whole = decoder.Forward(tokens, memory).ToArray<float>();
        KeyValueCache[] caches = decoder.CreateCaches();
        using var restoration = NoGrad.Begin();
        Tensor first = decoder.Forward(tokens.Narrow(1, 0, 2), memory, caches);
        Tensor[] rest = [.. Enumerable.Range(2, 3).Select(at => decoder.Forward(tokens.Narrow(1, at, 1), memory, caches))];
        float[] steps = Operators.Concat(1, [first, .. rest]).ToArray<float>();
        for (int index = 0; index < whole.Length; index++) Assert.Equal(whole[index], steps[index], 1e-5f);
        foreach (KeyValueCache cache in caches) cache.Dispose();
    }

    [Fact]
    public void A_causal_encoder_does_not_look_ahead()
    {
        using var random = RandomState.Use(new RandomState(5));
        var encoder = new TransformerEncoder(2, Small, normalizesLast: true);
        Tensor tokens = Operators.Normal([1, 4, 4]);
        Tensor changed = Operators.Concat(1, tokens.Narrow(1, 0, 3), Operators.Normal([1, 1, 4]));
        float[] before = encoder.Forward(tokens, isCausal: true).ToArray<float>(), after = encoder.Forward(changed, isCausal: true).ToArray<float>();
        Assert.Equal(before[..12], after[..12]);
        Assert.NotEqual(before[12..], after[12..]);
    }

    [Fact]
    public void Positions_follow_on()
    {
        var encoding = new PositionalEncoding(6, 10);
        Tensor zeros = Tensor.Zeros([1, 5, 6]);
        float[] all = encoding.Forward(zeros).ToArray<float>();
        Assert.Equal(all[18..30], encoding.Forward(Tensor.Zeros([1, 2, 6]), 3).ToArray<float>());
        Assert.Equal(MathF.Sin(2), all[12], 1e-6f);
        Assert.Equal(MathF.Cos(2 / MathF.Pow(10000, 2f / 6)), all[15], 1e-6f);
        Assert.Throws<ShapeMismatchException>(() => encoding.Forward(zeros, 6));
    }

    private static TransformerOptions Options(bool normalizesFirst) => Small with
    {
        NormalizesFirst = normalizesFirst,
        Activation = normalizesFirst ? Operators.GELU : Operators.ReLU,
    };

    private static GoldenCase Load(Module module, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        StateDictionary.Load(module, golden.Inputs.Where(input => input.Key is not ("x" or "memory")).ToDictionary());
        return golden;
    }
}
