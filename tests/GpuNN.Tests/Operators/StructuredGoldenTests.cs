using GpuNN.Backends;

namespace GpuNN.Tests.OperatorLaws;

/// <summary>Options, gate orders and parameter meanings, and gradients, are PyTorch's: on the reference, in
/// float64.</summary>
public sealed class StructuredGoldenTests
{
    private static readonly Dictionary<string, Func<GoldenCase, Tensor[]>> Runs = new()
    {
        ["conv1d"] = c => [c["x"].Conv1D(c["w"], c["b"], new() { Stride = 2, Padding = 3, Dilation = 2, Groups = 2 })],
        ["conv2d"] = c => [c["x"].Conv2D(c["w"], c["b"], new() { Stride = (2, 1), Padding = (1, 2), Dilation = (1, 2), Groups = 2 })],
        ["conv2d same"] = c => [c["x"].Conv2D(c["w"], null, new() { Padding = Padding.Same, Dilation = (1, 2) })],
        ["conv3d"] = c => [c["x"].Conv3D(c["w"], null, new() { Stride = (1, 2, 1), Padding = (0, 1, 1), Dilation = (2, 1, 1) })],
        ["conv_transpose1d"] = c =>
            [c["x"].ConvTranspose1D(c["w"], c["b"], new() { Stride = 3, Padding = 1, OutputPadding = 2, Dilation = 2, Groups = 2 })],
        ["conv_transpose2d"] = c =>
            [c["x"].ConvTranspose2D(c["w"], null, new() { Stride = (2, 3), Padding = (1, 0), OutputPadding = (1, 2), Dilation = (2, 1) })],
        ["conv_transpose2d output padding below dilation"] = c => [c["x"].ConvTranspose2D(c["w"], null, new() { OutputPadding = 1, Dilation = 2 })],
        ["conv_transpose3d"] = c => [c["x"].ConvTranspose3D(c["w"], null, new() { Stride = (1, 2, 2), OutputPadding = (0, 1, 0) })],
        ["max_pool2d"] = c =>
            Both(c["x"].MaxPool2DWithIndices((3, 2), new() { Stride = (2, 3), Padding = (1, 0), Dilation = (1, 2), CeilMode = true })),
        ["max_pool2d ceil with padding"] = c => Both(c["x"].MaxPool2DWithIndices(2, new() { Stride = 2, Padding = 1, CeilMode = true })),
        ["max_unpool2d"] = c => [Unpool(c["x"])],
        ["avg_pool2d"] = c => [c["x"].AvgPool2D((3, 2), new() { Stride = (2, 3), Padding = (1, 1), CeilMode = true })],
        ["avg_pool2d without padding"] = c =>
            [c["x"].AvgPool2D((3, 4), new() { Stride = (2, 3), Padding = (1, 2), CeilMode = true, CountIncludePad = false })],
        ["avg_pool1d"] = c => [c["x"].AvgPool1D(3, new() { Stride = 2, Padding = 1, CeilMode = true })],
        ["avg_pool3d"] = c => [c["x"].AvgPool3D(2, new() { Stride = (1, 2, 1), Padding = 1, DivisorOverride = 3 })],
        ["lp_pool2d"] = c => [c["x"].LpPool2D(3, (2, 3), 2, ceilMode: true)],
        ["adaptive_avg_pool2d"] = c => [c["x"].AdaptiveAvgPool2D((3, 4))],
        ["adaptive_max_pool2d"] = c => Both(c["x"].AdaptiveMaxPool2DWithIndices((3, 4))),
        ["bilinear"] = c => [c["x"].BilinearUpsample2D((7, 5))],
        ["bilinear aligned"] = c => [c["x"].BilinearUpsample2D((7, 5), alignCorners: true)],
        ["bilinear smaller"] = c => [c["x"].BilinearUpsample2D((2, 3))],
        ["nearest"] = c => [c["x"].NearestUpsample2D((7, 5))],
        ["batch_norm"] = c =>
        [
            c["x"].BatchNorm(c["const_mean"], c["const_variance"], c["w"], c["b"], training: true, momentum: 0.3),
            c["const_mean"],
            c["const_variance"],
        ],
        ["batch_norm prediction"] = c => [c["x"].BatchNorm(c["const_mean"], c["const_variance"], c["w"], c["b"])],
        ["instance_norm"] = c => [c["x"].InstanceNorm(c["const_mean"], c["const_variance"], momentum: 0.3), c["const_mean"], c["const_variance"]],
        ["layer_norm"] = c => [c["x"].LayerNorm([2, 4], c["w"], c["b"])],
        ["group_norm"] = c => [c["x"].GroupNorm(2, c["w"], c["b"])],
        ["local_response_norm"] = c => [c["x"].LocalResponseNorm(4, 0.5, 0.6, 2)],
        ["softmax"] = c => [c["x"].Softmax(1)],
        ["log_softmax"] = c => [c["x"].LogSoftmax(1)],
        ["lstm"] = c =>
        {
            var (output, hidden, cell) = c["x"].LstmSequence(c["h"], c["c"], Weights(c), Bidirectional(c));
            return [output, hidden, cell];
        },
        ["gru"] = c => Both(c["x"].GruSequence(c["h"], Weights(c), resetAfter: true, Bidirectional(c))),
        ["rnn relu"] = c => Both(c["x"].RnnSequence(c["h"], Weights(c), Activation.ReLU, Bidirectional(c))),
        ["attention"] = c => [c["q"].ScaledDotProductAttention(c["k"], c["v"], c["mask"])],
        ["attention causal"] = c => [c["q"].ScaledDotProductAttention(c["k"], c["v"], isCausal: true)],
        ["embedding"] = c => [c["w"].Embedding(c["indices"], paddingIndex: 1)],
        ["embedding_bag sum"] = c => [c["w"].EmbeddingBag(c["indices"], c["offsets"], EmbeddingBagMode.Sum)],
        ["embedding_bag mean"] = c => [c["w"].EmbeddingBag(c["indices"], c["offsets"])],
        ["embedding_bag max"] = c => [c["w"].EmbeddingBag(c["indices"], c["offsets"], EmbeddingBagMode.Max)],
    };

    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_what_PyTorch_computes(string name) => GoldenCase.Named(name).Hold(Runs[name]);

    private static RecurrentOptions Bidirectional(GoldenCase golden) => new() { IsBidirectional = true, Lengths = golden["lengths"] };

    private static RecurrentWeights[] Weights(GoldenCase golden) =>
        [.. new[] { "l0", "l0_reverse", "l1", "l1_reverse" }.Select(suffix => new RecurrentWeights(
            golden[$"weight_ih_{suffix}"], golden[$"weight_hh_{suffix}"], golden[$"bias_ih_{suffix}"], golden[$"bias_hh_{suffix}"]))];

    private static Tensor Unpool(Tensor x)
    {
        var (values, indices) = x.MaxPool2DWithIndices(2);
        return values.MaxUnpool2D(indices, 2);
    }

    private static Tensor[] Both((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];
}
