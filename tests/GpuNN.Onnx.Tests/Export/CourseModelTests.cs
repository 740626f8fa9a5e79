using GpuNN.Layers;
using GpuNN.Models.Text;
using GpuNN.Models.Vision;
using GpuNN.Onnx.Export;

namespace GpuNN.Onnx.Tests.Export;

/// <summary>Models of the course, written and read back, give the same numbers on every device.</summary>
public class CourseModelTests
{
    private static readonly string[] Devices = ["cpu", "jit-cpu", "opencl:0"];

    private static Dictionary<string, (Func<Module> Make, Func<Module, Tensor, Tensor> Compute, Func<Tensor> Example)> All { get; } = new()
    {
        ["softmax regression"] = (() => new SoftmaxRegression(), Layered, () => Numbers(4, 784)),
        ["perceptron"] = (() => new Sequential(new Linear(20, 16), new ReLU(), new Dropout(0.5), new Linear(16, 5)), Layered, () => Numbers(4, 20)),
        ["LeNet"] = (LeNet, Layered, () => Numbers(2, 1, 28, 28)),
        ["residual"] = (Residual, Layered, () => Numbers(2, 4, 8, 8)),
        ["text CNN"] = (() => new TextCnn(new TextCnnOptions { Vocabulary = 30, Classes = 3, EmbeddingSize = 8, Filters = 4 }), Layered, () => Tokens(2, 9)),
        ["LSTM language model"] = (() => Language(RecurrentCell.Lstm), Logits, () => Tokens(6, 2)),
        ["GRU language model"] = (() => Language(RecurrentCell.Gru), Logits, () => Tokens(6, 2)),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void TheNumbersAreTheSameOnEveryDevice(string name)
    {
        var (make, compute, makeExample) = All[name];
        Module model = make();
        Tensor example = makeExample();
        model.Evaluate();
        string path = Path.Combine(Directory.CreateTempSubdirectory("gpunn-onnx").FullName, "model.onnx");
        using IDisposable restoration = NoGrad.Begin();
        Tensor expected = compute(model, example);
        OnnxExporter.Save(model, inputs => [compute(model, inputs[0])], [example], path);
        string[] available = [.. Device.Enumerate().Where(device => device.UnavailableReason is null).Select(device => device.Name)];
        foreach (string deviceName in Devices.Where(available.Contains))
        {
            OnnxModel read = OnnxModel.Load(path, new OnnxOptions { Device = Device.Parse(deviceName) });
            Assert.Equal(model.ParameterCount, read.ParameterCount);
            Tensor found = read.Forward(example);
            Assert.True(found.AllClose(expected, 1e-4, 1e-5), $"{deviceName}: {found}\n{expected}");
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static Tensor Layered(Module model, Tensor x) => ((Layer)model).Forward(x);

    private static Tensor Logits(Module model, Tensor x) => ((RecurrentLanguageModel)model).Forward(x).Logits;

    private static Sequential LeNet() => new(
        new Conv2D(1, 6, 5, new Conv2DOptions { Padding = 2 }),
        new Sigmoid(),
        new AvgPool2D(2),
        new Conv2D(6, 16, 5),
        new Sigmoid(),
        new AvgPool2D(2),
        new Flatten(),
        new Linear(400, 120),
        new Sigmoid(),
        new Linear(120, 84),
        new Sigmoid(),
        new Linear(84, 10));

    private static Sequential Residual() => new(
        new Residual(new Sequential(
            new Conv2D(4, 4, 3, new Conv2DOptions { Padding = 1 }, bias: false),
            new BatchNorm(4),
            new ReLU(),
            new Conv2D(4, 4, 3, new Conv2DOptions { Padding = 1 }, bias: false),
            new BatchNorm(4))),
        new ReLU(),
        new GlobalAvgPool(),
        new Flatten(),
        new Linear(4, 3));

    private static RecurrentLanguageModel Language(RecurrentCell cell) =>
        new(new RecurrentLanguageModelOptions { Vocabulary = 12, Cell = cell, EmbeddingSize = 6, HiddenSize = 5, Layers = 2 });

    private static Tensor Numbers(params long[] extents)
    {
        var shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(index => (float)Math.Sin(index * 0.37))], shape);
    }

    private static Tensor Tokens(params long[] extents)
    {
        var shape = Shape.Create(extents);
        return Tensor.From([.. Enumerable.Range(0, (int)shape.Count).Select(index => index * 7L % 12)], shape);
    }
}
