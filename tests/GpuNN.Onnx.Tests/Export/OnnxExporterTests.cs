using GpuNN.Layers;
using GpuNN.Onnx.Export;

namespace GpuNN.Onnx.Tests.Export;

/// <summary>What is written is read back to the same numbers.</summary>
public class OnnxExporterTests
{
    private static readonly Tensor Image = Pattern(2, 3, 6, 6), Matrix = Pattern(4, 5), Sequence = Pattern(5, 2, 3);

    private static readonly Tensor Segments = Tensor.From([2L, 0, 2, 2]).Keep();

    /// <summary>3×4, its second row without entries.</summary>
    private static readonly SparsePattern Sparse = new SparsePattern(Tensor.From([0, 2, 2, 6]), Tensor.From([3, 0, 1, 1, 2, 3]), 4).Keep();

    public static TheoryData<string> Functions => [.. All.Keys];

    private static Dictionary<string, (Tensor Input, Func<Tensor, Tensor> Compute)> All { get; } = new()
    {
        ["activations"] = (Matrix, x => x.ReLU() + x.GELU() + x.GELUTanh() + x.SiLU() + x.Mish() + x.HardSwish() + x.HardSigmoid() + x.CELU(0.7)),
        ["more activations"] = (Matrix, x => x.ELU(0.7) + x.SELU() + x.LeakyReLU(0.2) + x.LogSigmoid() + x.Softplus(2) + x.Softsign() + x.ReLU6() + x.Tanh()),
        ["functions"] = (Matrix, x => x.Expm1() + x.Abs().Log1p() + x.Square().Affine(1, 1).Log2() + x.Abs().Affine(1, 1).ReciprocalSqrt() + x.Erf() + x.Sign() + x.Abs().Power(1.5)),
        ["comparison"] = (Matrix, x => x.Greater(0).And(x.Less(0.5)).Or(x.NotEqual(x.Round())).Where(x, x.Negate())),
        ["views"] = (Matrix, x => x.Transpose().Narrow(0, 1, 3).Reshape(12).Unsqueeze(1).Expand([12, 2]) + x.Slice(1, 0, 4, 2).Reshape(8, 1).Select(0, 3)),
        ["repeated"] = (Matrix, x => Operators.Concat(1, x.Tile(1, 2), x.Flip(1), x.Roll(1, 0))),
        ["padded"] = (Image, x => x.Pad([(1, 2), (0, 1)], 3).PadReflect((1, 1)).PadReplicate((0, 2))),
        ["diagonal"] = (Pattern(4, 4), x => Operators.Einsum("ii->i", x) + Operators.Einsum("ij->j", x)),
        ["reductions"] = (Matrix, x => x.Sum([0]) + x.Mean([0]) + x.Max([0]) + x.Variance([0]) + x.LogSumExp([0]) + x.Norm([0])),
        ["orders"] = (Matrix, x => x.Sort(1).Values + x.ArgMax(1, keepAxis: true).Cast(DType.Float32) + x.CumulativeSum(1)),
        ["softmax"] = (Matrix, x => x.Softmax(0) + x.LogSoftmax(1)),
        ["products"] = (Matrix, x => x.MatMul(x.Transpose()).MatMul(x).Linear(Pattern(3, 5), Pattern(3))),
        ["convolution"] = (Image, x => x.Conv2D(Pattern(4, 3, 3, 3), Pattern(4), new Conv2DOptions { Stride = 2, Padding = 1 }).ReLU()),
        ["transposed convolution"] = (Image, x => x.ConvTranspose2D(Pattern(3, 2, 3, 3), Pattern(2), new ConvTranspose2DOptions { Stride = 2, Padding = 1, OutputPadding = 1 })),
        ["pooling"] = (Image, x => x.MaxPool2D(3, new MaxPool2DOptions { Stride = 2, CeilMode = true }) + x.AvgPool2D(2, new AvgPool2DOptions { Stride = 2, CeilMode = true })),
        ["resizing"] = (Image, x => x.NearestUpsample2D((9, 4)) + x.BilinearUpsample2D((9, 4)) + x.BilinearUpsample2D((9, 4), alignCorners: true)),
        ["normalisation"] = (Image, x => x.GroupNorm(3, Pattern(3), Pattern(3)).LayerNorm([6], Pattern(6), Pattern(6)).RMSNorm([6], Pattern(6))),
        ["local response"] = (Image, x => x.LocalResponseNorm(3)),
        ["lstm"] = (Sequence, x => x.LstmSequence(null, null, [Weights(4, 0), Weights(4, 1)], new RecurrentOptions { IsBidirectional = true }).Output),
        ["gru"] = (Sequence, x => x.GruSequence(null, [Weights(3, 0)]).Output + x.GruSequence(null, [Weights(3, 1)], resetAfter: false).Output),
        ["rnn"] = (Sequence, x => x.RnnSequence(null, [Weights(1, 0)], Backends.Activation.ReLU).Last),
        ["scattered"] = (Matrix, x => x.ScatterAdd(1, Tensor.From([0L, 4, 4, 1, 2, 2], [3, 2]), x.Affine(2)) + x.IndexAdd(0, Tensor.From([1L, 1]), x.Narrow(0, 2, 2))),
        ["segments"] = (Matrix, x => x.SegmentSum(Segments, 3) + x.SegmentMean(Segments, 3) + x.SegmentMax(Segments, 3)),
        ["segments of the input"] = (Matrix, x => x.SegmentSum(x.Greater(0).Cast(DType.Int64).Select(1, 0), 3)),
        ["sparse products"] = (Matrix, x => Sparse.SampledDenseDense(x.Narrow(0, 0, 3), x).Reshape(6, 1) * Sparse.RowIndices().Cast(DType.Float32).Reshape(6, 1)),
        ["adaptive pooling"] = (Image, x => x.AdaptiveAvgPool2D((4, 2)).Narrow(2, 0, 3) + x.AdaptiveMaxPool2D((3, 2))),
        ["attention"] = (Pattern(2, 4, 3), x => x.ScaledDotProductAttention(x.Affine(0.5), x)),
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void AFunctionIsReadBack(string name)
    {
        var (input, compute) = All[name];
        using IDisposable restoration = NoGrad.Begin();
        Tensor expected = compute(input);
        using RecordedFunction function = RecordedFunction.Record(compute, input);
        OnnxModel model = OnnxModel.Load(OnnxExporter.ToBytes(function));
        Tensor found = model.Forward(input);
        Assert.Equal(expected.Shape, found.Shape);
        Assert.True(found.AllClose(expected, 1e-5, 1e-6), $"{found}\n{expected}");
        // Other numbers tell a function from what happened to be recorded.
        Tensor other = input.Affine(-0.7, 0.1);
        Assert.True(model.Forward(other).AllClose(compute(other), 1e-5, 1e-6));
    }

    [Fact]
    public void ALayersWeightsKeepTheirNames()
    {
        var layer = new Sequential(new Conv2D(3, 4, 3), new BatchNorm(4), new ReLU(), new MaxPool2D(2), new Flatten(), new Linear(16, 2));
        string path = Path.Combine(Directory.CreateTempSubdirectory("gpunn-onnx").FullName, "model.onnx");
        OnnxExporter.Save(layer, Image, path);
        Assert.True(layer.IsTraining);
        OnnxModel model = OnnxModel.Load(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(layer.NamedParameters.Select(entry => entry.Key).Order(), model.NamedParameters.Select(entry => entry.Key).Order());
        layer.Evaluate();
        using IDisposable restoration = NoGrad.Begin();
        Assert.True(model.Forward(Image).AllClose(layer.Forward(Image), 1e-5, 1e-6));
    }

    [Fact]
    public void WhatIsNotWrittenIsNamed()
    {
        using IDisposable restoration = NoGrad.Begin();
        using RecordedFunction function = RecordedFunction.Record(x => x.Dropout(0.5).ReLU() + Operators.Normal(x.Shape), Matrix);
        var exception = Assert.Throws<UnsupportedModelException>(() => OnnxExporter.ToBytes(function));
        Assert.Equal(2, exception.Problems.Count);
    }

    private static RecurrentWeights Weights(int gates, int seed) =>
        new(Pattern(gates * 2, 3).Affine(1, seed * 0.1), Pattern(gates * 2, 2), Pattern(gates * 2), Pattern(gates * 2).Affine(0.5));

    private static Tensor Pattern(params long[] extents)
    {
        var shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(index => (float)Math.Sin(1 + (index * 1.7)))], shape).Keep();
    }
}
