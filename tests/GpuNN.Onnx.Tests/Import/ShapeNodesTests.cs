namespace GpuNN.Onnx.Tests.Import;

/// <summary>Slices, padding, gathering and scattering, by the standard's examples and by hand.</summary>
public class ShapeNodesTests
{
    private static Tensor Numbers(params long[] extents)
    {
        var shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(value => (float)value)], shape);
    }

    [Theory]
    [InlineData(0, 5, 2, new float[] { 0, 2, 4 })]
    [InlineData(-1, -100, -2, new float[] { 4, 2, 0 })]
    [InlineData(100, 0, -1, new float[] { 4, 3, 2, 1 })]
    [InlineData(3, 3, 1, new float[] { })]
    [InlineData(-3, 100, 1, new float[] { 2, 3, 4 })]
    [InlineData(0, -100, -1, new float[] { 0 })]
    public void SlicesWithAnyStep(long start, long end, long step, float[] expected)
    {
        Tensor y = NodeModel.Run("Slice", [Numbers(5), Tensor.From([start]), Tensor.From([end]), Tensor.From([0L]), Tensor.From([step])]);
        Assert.Equal(expected, y.ToArray<float>());
    }

    [Theory]
    [InlineData("reflect", new float[] { 1, 2, 1, 0, 1, 2, 1, 0 })]
    [InlineData("edge", new float[] { 0, 0, 0, 0, 1, 2, 2, 2 })]
    [InlineData("wrap", new float[] { 0, 1, 2, 0, 1, 2, 0, 1 })]
    [InlineData("constant", new float[] { 7, 7, 7, 0, 1, 2, 7, 7 })]
    public void PaddingReachesFurtherThanTheAxis(string mode, float[] expected)
    {
        Tensor y = NodeModel.Run("Pad", [Numbers(3), Tensor.From([3L, 2L]), Tensor.Scalar(7)], [("mode", mode)], version: 19);
        Assert.Equal(expected, y.ToArray<float>());
    }

    [Fact]
    public void NegativePaddingCuts()
    {
        Tensor y = NodeModel.Run("Pad", [Numbers(5), Tensor.From([-1L, 1L])], [("mode", "reflect")]);
        Assert.Equal([1, 2, 3, 4, 3], y.ToArray<float>());
    }

    [Fact]
    public void OperatorSetSixAlignsAtAnAxis()
    {
        Tensor y = NodeModel.Run("Add", [Numbers(2, 3, 2), Tensor.From([10f, 20, 30])], [("broadcast", 1), ("axis", 1)], version: 6);
        Assert.Equal([10, 11, 22, 23, 34, 35, 16, 17, 28, 29, 40, 41], y.ToArray<float>());
    }

    [Fact]
    public void SoftmaxBeforeThirteenJoinsTheAxesBehind()
    {
        Tensor x = Numbers(2, 2, 2);
        Tensor old = NodeModel.Run("Softmax", [x], version: 6), recent = NodeModel.Run("Softmax", [x], version: 13);
        Assert.Equal(1, old.ToArray<float>()[..4].Sum(), 1e-6);
        Assert.Equal(1, recent.ToArray<float>()[..2].Sum(), 1e-6);
    }

    [Fact]
    public void GatherTakesNegativeIndicesOfAnyRank()
    {
        Tensor y = NodeModel.Run("Gather", [Numbers(3, 2), Tensor.From([0, -1, 1, 1], [2, 2])], [("axis", 0)]);
        Assert.Equal(Shape.Create(2, 2, 2), y.Shape);
        Assert.Equal([0, 1, 4, 5, 2, 3, 2, 3], y.ToArray<float>());
    }

    [Fact]
    public void GatherAtPointsBehindABatch()
    {
        // The standard's example 5: one coordinate for each of two batches.
        Tensor y = NodeModel.Run("GatherND", [Numbers(2, 2, 2), Tensor.From([1L, 0L], [2, 1])], [("batch_dims", 1)]);
        Assert.Equal([2, 3, 4, 5], y.ToArray<float>());
    }

    [Theory]
    [InlineData("none", new float[] { 0, 9, 2, 8 })]
    [InlineData("add", new float[] { 0, 10, 2, 11 })]
    [InlineData("mul", new float[] { 0, 9, 2, 24 })]
    [InlineData("max", new float[] { 0, 9, 2, 8 })]
    [InlineData("min", new float[] { 0, 1, 2, 3 })]
    public void ScatterCombines(string reduction, float[] expected)
    {
        Tensor[] inputs = [Numbers(4), Tensor.From([1L, -1L]), Tensor.From([9f, 8])];
        Assert.Equal(expected, NodeModel.Run("ScatterElements", inputs, [("reduction", reduction)], version: 18).ToArray<float>());
        Tensor[] points = [Numbers(4), Tensor.From([1L, -1L], [2, 1]), Tensor.From([9f, 8])];
        Assert.Equal(expected, NodeModel.Run("ScatterND", points, [("reduction", reduction)], version: 18).ToArray<float>());
    }

    [Fact]
    public void WhatIsWrittenOverNeedNotBeANumber()
    {
        Tensor x = Tensor.From([float.NaN, float.PositiveInfinity, 5]);
        Tensor y = NodeModel.Run("ScatterElements", [x, Tensor.From([0L, 1L]), Tensor.From([1f, 2])]);
        Assert.Equal([1, 2, 5], y.ToArray<float>());
    }

    [Theory]
    [InlineData(7L, 2L, 0, 3L, 1L)]
    [InlineData(-7L, 2L, 0, -3L, 1L)]
    [InlineData(-7L, 2L, 1, -3L, -1L)]
    [InlineData(7L, -2L, 0, -3L, -1L)]
    [InlineData(long.MaxValue, 3L, 0, long.MaxValue / 3, long.MaxValue % 3)]
    public void IntegersAreDividedExactly(long x, long y, int fmod, long quotient, long remainder)
    {
        Assert.Equal([quotient], NodeModel.Run("Div", [Tensor.From([x]), Tensor.From([y])]).ToArray<long>());
        Assert.Equal([remainder], NodeModel.Run("Mod", [Tensor.From([x]), Tensor.From([y])], [("fmod", fmod)]).ToArray<long>());
    }

    [Fact]
    public void NarrowIntegersWrap()
    {
        Tensor y = NodeModel.Run("Add", [Tensor.From(new byte[] { 250, 1 }), Tensor.From(new byte[] { 10, 1 })]);
        Assert.Equal([4, 2], y.ToArray<byte>().Select(value => (int)value));
    }

    [Theory]
    [InlineData("DCR", new float[] { 0, 6, 1, 7, 12, 18, 13, 19 })]
    [InlineData("CRD", new float[] { 0, 6, 1, 7, 12, 18, 13, 19 })]
    public void DepthBecomesSpace(string mode, float[] firstRows)
    {
        // One channel results, so that both orders agree: its four parts interleave.
        Tensor x = Numbers(1, 4, 2, 3);
        float[] y = NodeModel.Run("DepthToSpace", [x], [("blocksize", 2), ("mode", mode)]).ToArray<float>();
        Assert.Equal([firstRows[0], firstRows[1], firstRows[2], firstRows[3]], y[..4]);
        Assert.Equal([firstRows[4], firstRows[5], firstRows[6], firstRows[7]], y[6..10]);
        Tensor back = NodeModel.Run("SpaceToDepth", [Tensor.From(y, [1, 1, 4, 6])], [("blocksize", 2)]);
        Assert.Equal(x.ToArray<float>(), back.ToArray<float>());
    }

    [Fact]
    public void TheLastOfEqualMaximaOnRequest()
    {
        Tensor x = Tensor.From([2f, 5, 5, 1], [1, 4]);
        Assert.Equal([1L], NodeModel.Run("ArgMax", [x], [("axis", 1), ("keepdims", 0)]).ToArray<long>());
        Assert.Equal([2L], NodeModel.Run("ArgMax", [x], [("axis", 1), ("keepdims", 0), ("select_last_index", 1)]).ToArray<long>());
    }
}
