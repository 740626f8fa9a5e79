using GpuNN.Onnx.Export;

namespace GpuNN.Onnx.Tests.Export;

/// <summary>Models of the course, written and read back, give the same numbers on every device.</summary>
public class CourseModelTests
{
    private static readonly string[] Devices = ["cpu", "jit-cpu", "opencl:0"];

    public static TheoryData<string> Names => [.. CourseModels.All.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void TheNumbersAreTheSameOnEveryDevice(string name)
    {
        ExportedModule exported = CourseModels.All[name]();
        exported.Module.Evaluate();
        string path = Path.Combine(Directory.CreateTempSubdirectory("gpunn-onnx").FullName, "model.onnx");
        using IDisposable restoration = NoGrad.Begin();
        Tensor expected = exported.Compute(exported.Example), expectedOther = exported.Compute(exported.Other);
        OnnxExporter.Save(exported.Module, inputs => [exported.Compute(inputs)], exported.Example, path);
        // Numbers that hardly differ from one input to the other would not tell a model from its biases.
        Assert.False(expected.AllClose(expectedOther, 1e-3, 1e-4), "both inputs give the same");
        string[] available = [.. Device.Enumerate().Where(device => device.UnavailableReason is null).Select(device => device.Name)];
        foreach (string deviceName in Devices.Where(available.Contains))
        {
            OnnxModel read = OnnxModel.Load(path, new OnnxOptions { Device = Device.Parse(deviceName) });
            AssertSame(deviceName, read.Run(exported.Example)[0], expected);
            AssertSame(deviceName, read.Run(exported.Other)[0], expectedOther);
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void WeightsThatAreUsedKeepTheirNames()
    {
        foreach (string name in new[] { "lenet", "bert", "gru-lm", "gcn" })
        {
            ExportedModule exported = CourseModels.All[name]();
            string path = Path.GetTempFileName();
            OnnxExporter.Save(exported.Module, inputs => [exported.Compute(inputs)], exported.Example, path);
            OnnxModel read = OnnxModel.Load(path);
            File.Delete(path);
            string[] own = [.. exported.Module.NamedParameters.Select(entry => entry.Key)];
            // The graph's normalised adjacency is a constant of the file, and the only one that has no name.
            Assert.Equal(own.Order(), read.NamedParameters.Select(entry => entry.Key).Where(own.Contains).Order());
        }
    }

    private static void AssertSame(string device, Tensor found, Tensor expected)
    {
        Assert.Equal(expected.Shape, found.Shape);
        Assert.True(found.AllClose(expected, 1e-4, 1e-5), $"{device}: {found}\n{expected}");
    }
}
