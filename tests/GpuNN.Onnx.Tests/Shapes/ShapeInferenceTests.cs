using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Tests.Shapes;

/// <summary>Types and shapes without running: open extents, values that shapes depend on, and models that do not fit
/// together.</summary>
public class ShapeInferenceTests
{
    private const string Batch = "batch", Length = "length";

    [Fact]
    public void OpenExtentsAreFollowedByName()
    {
        NodeModel model = new NodeModel(17)
            .Input("x", DType.Float32, -1, 3, 32, 32)
            .Constant("w", Tensor.Ones([8, 3, 3, 3]))
            .Integers("flat", 0, -1)
            .Node("Conv", "x,w", "a", ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 2, 2 }))
            .Node("Reshape", "a,flat", "b")
            .Node("Concat", "b,b", "c", ("axis", 0))
            .Node("Unsqueeze", "b,one", "d")
            .Integers("one", 1)
            .Output("c");
        Name(model, "x", Batch);
        IReadOnlyDictionary<string, OnnxTensorInfo> shapes = model.Load().InferShapes();
        Assert.Equal(
            ["x: Float32[batch, 3, 32, 32]", "a: Float32[batch, 8, 16, 16]", "b: Float32[batch, 2048]", "c: Float32[2*batch, 2048]", "d: Float32[batch, 1, 2048]"],
            ((string[])["x", "a", "b", "c", "d"]).Select(name => shapes[name].ToString()));
        Assert.Equal("c: Float32[14, 2048]", model.Load().InferShapes(new Dictionary<string, Shape> { ["x"] = [7, 3, 32, 32] })["c"].ToString());
    }

    [Fact]
    public void ShapesThatNodesComputeAreFollowed()
    {
        // [batch, length, 6] → [batch·length, 6] → [batch, length, 2, 3], as exporters write a multi-head attention.
        NodeModel model = new NodeModel(17)
            .Input("x", DType.Float32, -1, -1, 6)
            .Integers("zero", 0).Integers("one", 1).Integers("rows", -1, 6).Integers("heads", 2, 3).Integers("three", 3)
            .Node("Reshape", "x,rows", "flat")
            .Node("Shape", "x", "shape")
            .Node("Gather", "shape,zero", "b")
            .Node("Gather", "shape,one", "l")
            .Node("Concat", "b,l,heads", "wanted", ("axis", 0))
            .Node("Reshape", "flat,wanted", "split")
            .Node("Mul", "l,three", "long")
            .Node("Add", "long,one", "longer")
            .Node("ConstantOfShape", "longer", "y")
            .Output("split");
        Name(model, "x", Batch, Length);
        IReadOnlyDictionary<string, OnnxTensorInfo> shapes = model.Load().InferShapes();
        Assert.Equal("flat: Float32[batch*length, 6]", shapes["flat"].ToString());
        Assert.Equal("split: Float32[batch, length, 2, 3]", shapes["split"].ToString());
        Assert.Equal("y: Float32[3*length + 1]", shapes["y"].ToString());
        Assert.Equal("wanted: Int64[4]", shapes["wanted"].ToString());
    }

    [Fact]
    public void WhatIsNoFormulaIsOpen()
    {
        NodeModel model = new NodeModel(17)
            .Input("x", DType.Float32, 1, 3, -1)
            .Constant("w", Tensor.Ones([4, 3, 3]))
            .Node("Conv", "x,w", "y", ("pads", new long[] { 1, 1 }), ("strides", new long[] { 2 }))
            .Output("y");
        Assert.Equal("y: Float32[1, 4, ?]", model.Load().InferShapes()["y"].ToString());
    }

    [Fact]
    public void NothingIsAllocatedForTheValues()
    {
        OnnxModel model = OnnxModel.Load(
            new NodeModel(17)
                .Input("x", DType.Float32, 512, 3, 4096, 4096)
                .Constant("w", Tensor.Ones([64, 3, 7, 7]))
                .Node("Conv", "x,w", "a")
                .Node("Relu", "a", "b")
                .Node("GlobalAveragePool", "b", "y")
                .Output("y")
                .Bytes(),
            new OnnxOptions { Device = Device.Cpu, MaximumTensorBytes = long.MaxValue });
        Assert.Equal("b: Float32[512, 64, 4090, 4090]", model.InferShapes()["b"].ToString());
        Assert.Equal("y: Float32[512, 64, 1, 1]", model.InferShapes()["y"].ToString());
    }

    [Fact]
    public void WhatDependsOnNumbersIsUnknownAndTheRestIsNot()
    {
        NodeModel model = new NodeModel(17)
            .Input("x", DType.Float32, 2, 3)
            .Node("NonZero", "x", "places")
            .Node("Transpose", "places", "rows")
            .Node("Exp", "x", "y")
            .Output("rows").Output("y");
        IReadOnlyDictionary<string, OnnxTensorInfo> shapes = model.Load().InferShapes();
        Assert.Equal(["places: ?[...]", "rows: ?[...]", "y: Float32[2, 3]"], ((string[])["places", "rows", "y"]).Select(name => shapes[name].ToString()));
    }

    [Fact]
    public void IntegersThatTheHostComputesHaveAShape()
    {
        NodeModel model = new NodeModel(17)
            .Input("i", DType.Int64, 2, 3).Input("j", DType.Int64, 3)
            .Node("Div", "i,j", "q")
            .Node("Mod", "i,j", "r")
            .Node("Cast", "q", "y", ("to", (int)ElementType.Int8))
            .Output("y");
        IReadOnlyDictionary<string, OnnxTensorInfo> shapes = model.Load().InferShapes();
        Assert.Equal(["q: Int64[2, 3]", "r: Int64[2, 3]", "y: Int32[2, 3]"], ((string[])["q", "r", "y"]).Select(name => shapes[name].ToString()));
    }

    [Fact]
    public void AModelWhoseNodesDoNotFitIsRefusedWithTheNode()
    {
        NodeModel model = new NodeModel(13)
            .Input("x", DType.Float32, 2, 3)
            .Constant("w", Tensor.Ones([4, 5]))
            .Node("Relu", "x", "a")
            .Node("MatMul", "a,w", "y")
            .Output("y");
        Assert.Equal("node 1 (MatMul)", Assert.Throws<OnnxNodeException>(() => model.Load()).Node);
        OnnxModel late = OnnxModel.Load(model.Bytes(), new OnnxOptions { Device = Device.Cpu, ChecksShapes = false });
        Assert.Throws<OnnxNodeException>(() => late.Forward(Tensor.Ones([2, 3])));
        Assert.Throws<OnnxNodeException>(() => late.InferShapes());
    }

    [Fact]
    public void TypesThatDoNotFitAreRefused()
    {
        NodeModel model = new NodeModel(13).Input("x", DType.Float32, 2).Input("i", DType.Int64, 2).Node("Add", "x,i", "y").Output("y");
        Assert.Equal("node 0 (Add)", Assert.Throws<OnnxNodeException>(() => model.Load()).Node);
    }

    [Fact]
    public void AFaultThatNoOpenExtentHasPartInIsRefused()
    {
        NodeModel model = new NodeModel(13)
            .Input("x", DType.Float32, -1, 4)
            .Constant("gamma", Tensor.Ones([4])).Constant("beta", Tensor.Ones([5]))
            .Node("Transpose", "x", "t", ("perm", new long[] { 0, 1, 2 }))
            .Output("t");
        Assert.Equal("node 0 (Transpose)", Assert.Throws<OnnxNodeException>(() => model.Load()).Node);
    }

    [Fact]
    public void AModelThatTakesFewExtentsIsNotRefused()
    {
        // Positions for 77 places: only that length fits, and none of the extents tried is it.
        NodeModel model = new NodeModel(13)
            .Input("x", DType.Float32, -1, -1, 4)
            .Constant("positions", Tensor.Ones([77, 4]))
            .Node("Add", "x,positions", "y")
            .Output("y");
        Name(model, "x", Batch, Length);
        OnnxModel loaded = model.Load();
        Assert.Equal("node 0 (Add)", Assert.Throws<OnnxNodeException>(() => loaded.InferShapes()).Node);
        Assert.Equal("y: Float32[2, 77, 4]", loaded.InferShapes(new Dictionary<string, Shape> { ["x"] = [2, 77, 4] })["y"].ToString());
    }

    [Theory]
    [InlineData(DType.Float32, 2, 4)]
    [InlineData(DType.Int64, 2, 3)]
    public void AnOutputThatIsNotAsDeclaredIsRefused(DType type, long rows, long columns)
    {
        NodeModel model = new NodeModel(13).Input("x", DType.Float32, 2, 3).Node("Relu", "x", "y");
        model.Graph.Outputs.Add(new ValueFile { Name = "y", Type = ElementTypes.Of(type), Extents = [rows, columns] });
        string place = Assert.Throws<MalformedFileException>(() => model.Load()).Place;
        Assert.Equal("output 'y' of node 0 (Relu)", place);
    }

    [Fact]
    public void GivenShapesAreHeldAgainstTheDeclaredOnes()
    {
        NodeModel model = new NodeModel(13)
            .Input("x", DType.Float32, -1, 3).Input("y", DType.Float32, -1, 3).Node("Add", "x,y", "z").Output("z");
        Name(model, "x", Batch);
        Name(model, "y", Batch);
        OnnxModel loaded = model.Load();
        Assert.Equal("z: Float32[5, 3]", loaded.InferShapes(new Dictionary<string, Shape> { ["x"] = [5, 3] })["z"].ToString());
        foreach (Dictionary<string, Shape> wrong in (Dictionary<string, Shape>[])[new() { ["x"] = [5, 4] }, new() { ["x"] = [5] }, new() { ["w"] = [5, 3] }, new() { ["x"] = [5, 3], ["y"] = [6, 3] }])
            Assert.Throws<OnnxInputException>(() => loaded.InferShapes(wrong));
    }

    [Fact]
    public void ExtentsThatNothingHoldsAreRefused()
    {
        NodeModel model = new NodeModel(13).Input("x", DType.Float32, 1L << 40, 1L << 40).Node("Relu", "x", "y").Output("y");
        Assert.Throws<MalformedFileException>(() => model.Load());
    }

    /// <summary>Names the open extents of an input, in order.</summary>
    private static void Name(NodeModel model, string input, params string[] names)
    {
        ValueFile value = model.Graph.Inputs.Find(value => value.Name == input)!;
        int next = 0;
        for (int axis = 0; axis < value.Extents!.Count; axis++)
        {
            if (value.Extents[axis] < 0) value.ExtentNames[axis] = names[next++];
        }
    }
}
