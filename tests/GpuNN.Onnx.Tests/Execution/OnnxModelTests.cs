using GpuNN.Onnx.Schema;

namespace GpuNN.Onnx.Tests.Execution;

/// <summary>Running, training and recording models as modules.</summary>
public class OnnxModelTests
{
    internal static NodeModel Perceptron() => new NodeModel(13)
        .Input("x", DType.Float32, -1, 3)
        .Constant("hidden.weight", Tensor.From([0.5f, -1, 2, 1, 0.25f, -0.5f], [2, 3]))
        .Constant("hidden.bias", Tensor.From([0.1f, -0.2f]))
        .Constant("output.weight", Tensor.From([1f, -2], [1, 2]))
        .Node("Gemm", "x,hidden.weight,hidden.bias", "h", ("transB", 1))
        .Node("Tanh", "h", "a")
        .Node("Gemm", "a,output.weight", "y", ("transB", 1))
        .Output("y");

    [Fact]
    public void WeightsAreParametersAndTrain()
    {
        OnnxModel model = Perceptron().Load();
        Assert.Equal(["hidden.weight", "hidden.bias", "output.weight"], model.NamedParameters.Select(entry => entry.Key));
        Tensor x = Tensor.From([1f, 2, 3, -1, 0, 1], [2, 3]);
        Dictionary<string, Parameter> parameters = model.NamedParameters.ToDictionary(entry => entry.Key, entry => entry.Value);
        model.Forward(x).Square().Sum().Backward();
        Tensor[] gradients = [.. parameters.Values.Select(parameter => parameter.Grad!.Clone().Keep())];
        foreach (Parameter parameter in parameters.Values) parameter.Grad = null;
        x.Linear(parameters["hidden.weight"], parameters["hidden.bias"]).Tanh().Linear(parameters["output.weight"]).Square().Sum().Backward();
        foreach (var (gradient, parameter) in gradients.Zip(parameters.Values))
            Assert.True(gradient.AllClose(parameter.Grad!, 1e-6), $"{gradient} and {parameter.Grad}");
    }

    [Fact]
    public void ItRunsForAnyBatch()
    {
        OnnxModel model = Perceptron().Load();
        using IDisposable restoration = NoGrad.Begin();
        Assert.Equal(Shape.Create(5, 1), model.Forward(Tensor.Ones([5, 3])).Shape);
        Assert.Equal("x: Float32[x0, 3]", model.Inputs[0].ToString());
    }

    [Fact]
    public void ShapesAreComputedOnTheHostAndARecordingHoldsThem()
    {
        // Reshape to [x.shape[0], −1], as exporters write a flattening.
        OnnxModel model = new NodeModel(13)
            .Input("x", DType.Float32, 2, 3, 4)
            .Integers("zero", 0)
            .Integers("rest", -1)
            .Node("Shape", "x", "shape")
            .Node("Gather", "shape,zero", "batch")
            .Node("Concat", "batch,rest", "wanted", ("axis", 0))
            .Node("Reshape", "x,wanted", "flat")
            .Node("Relu", "flat", "y")
            .Output("y")
            .Load();
        using IDisposable restoration = NoGrad.Begin();
        Tensor x = Tensor.From([.. Enumerable.Range(-12, 24).Select(value => (float)value)], [2, 3, 4]);
        using RecordedFunction function = RecordedFunction.Record(model.Forward, x);
        Assert.Single(function.Steps);
        Assert.Equal(x.Reshape(2, 12).ReLU().ToArray<float>(), function.Replay(x)[0].ToArray<float>());
    }

    [Fact]
    public void ALoadedModelPredictsUntilItIsToldToTrain()
    {
        OnnxModel model = new NodeModel(9)
            .Input("x", DType.Float32, 4, 1)
            .Constant("scale", Tensor.From([1f]))
            .Constant("bias", Tensor.From([0f]))
            .Constant("mean", Tensor.From([1f]))
            .Constant("variance", Tensor.From([4f]))
            .Node("BatchNormalization", "x,scale,bias,mean,variance", "y", ("epsilon", 0.0))
            .Output("y")
            .Load();
        Assert.Equal(["scale", "bias"], model.NamedParameters.Select(entry => entry.Key));
        Assert.Equal(["mean", "variance"], model.NamedBuffers.Select(entry => entry.Key));
        Tensor x = Tensor.From([1f, 3, 5, 7], [4, 1]);
        using IDisposable restoration = NoGrad.Begin();
        Assert.Equal([0, 1, 2, 3], model.Forward(x).ToArray<float>());
        model.Train();
        Assert.Equal(0, model.Forward(x).ToArray<float>().Sum(), 1e-5);
        // ONNX's momentum 0.9 weighs the old value: 0.9·1 + 0.1·4.
        Assert.Equal(1.3, model.NamedBuffers.First().Value.ToScalar(), 1e-5);
    }

    [Fact]
    public void AnInitialiserStandsInForAnInput()
    {
        OnnxModel model = new NodeModel(13)
            .Input("x", DType.Float32, 2)
            .Input("w", DType.Float32, 2)
            .Constant("w", Tensor.From([2f, 3]))
            .Node("Mul", "x,w", "y")
            .Output("y")
            .Load();
        using IDisposable restoration = NoGrad.Begin();
        Tensor x = Tensor.From([1f, 10]);
        Assert.Equal([2, 30], model.Forward(x).ToArray<float>());
        Assert.Equal([5, 70], model.Run([x, Tensor.From([5f, 7])])[0].ToArray<float>());
        Assert.True(model.Inputs[1].IsOptional);
    }

    [Fact]
    public void WhatIsMissingIsNamedAllAtOnce()
    {
        NodeModel model = new NodeModel(13)
            .Input("x", DType.Float32, 2)
            .Node("Unheard", "x", "a")
            .Node("Relu", "a", "b", ("slope", 0.5))
            .Node("LSTM", "b,b,b,,,,,b", "c", ("hidden_size", 2))
            .Node("Gelu", "c", "y")
            .Output("y");
        var exception = Assert.Throws<UnsupportedModelException>(() => model.Load());
        Assert.Equal(4, exception.Problems.Count);
        Assert.Contains("node 0 (Unheard): the operator is not implemented", exception.Problems[0], StringComparison.Ordinal);
        Assert.Contains("node 1 (Relu): attribute 'slope' is not implemented", exception.Problems[1], StringComparison.Ordinal);
        Assert.Contains("peepholes", exception.Problems[2], StringComparison.Ordinal);
        Assert.Contains("from version 20", exception.Problems[3], StringComparison.Ordinal);
    }

    [Fact]
    public void InputsAreChecked()
    {
        OnnxModel model = Perceptron().Load();
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Assert.Throws<OnnxInputException>(() => model.Run(inputs));
        inputs["x"] = Tensor.Ones([1, 4]);
        Assert.Throws<OnnxInputException>(() => model.Run(inputs));
        inputs["x"] = Tensor.Ones([1, 3], DType.Float64);
        Assert.Throws<OnnxInputException>(() => model.Run(inputs));
        inputs["x"] = Tensor.Ones([1, 3]);
        inputs["z"] = Tensor.Ones([1]);
        Assert.Throws<OnnxInputException>(() => model.Run(inputs));
    }

    [Fact]
    public void AnErrorNamesTheNode()
    {
        OnnxModel model = new NodeModel(13).Input("x", DType.Float32, -1).Input("y", DType.Float32, -1).Node("Add", "x,y", "z").Output("z").Load();
        var exception = Assert.Throws<OnnxNodeException>(() => model.Run([Tensor.Ones([2]), Tensor.Ones([3])]));
        Assert.Equal("node 0 (Add)", exception.Node);
        Assert.IsType<ShapeMismatchException>(exception.InnerException);
    }

    [Fact]
    public void NarrowTypesKeepTheirName()
    {
        OnnxModel model = new NodeModel(13).Input("x", ElementType.Int8, 2).Node("Add", "x,x", "y").Output("y").Load();
        var values = model.RunValues(new Dictionary<string, (Tensor, ElementType)> { ["x"] = (Tensor.From([100, -3]), ElementType.Int8) });
        Assert.Equal(ElementType.Int8, values[0].Type);
        Assert.Equal([-56, -6], values[0].OnHost().ToArray<int>());
    }
}
