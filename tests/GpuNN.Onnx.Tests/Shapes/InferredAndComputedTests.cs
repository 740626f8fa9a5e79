using GpuNN.Onnx.Cases;
using GpuNN.Onnx.Export;
using GpuNN.Onnx.Schema;
using GpuNN.Onnx.Tests.Export;

namespace GpuNN.Onnx.Tests.Shapes;

/// <summary>The types and shapes that are inferred are those that running gives, for every value between the nodes.</summary>
public class InferredAndComputedTests
{
    public static TheoryData<string> Names => [.. CourseModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OfTheCoursesModels(string name)
    {
        ExportedModule exported = CourseModels.All[name]();
        exported.Module.Evaluate();
        string path = Path.GetTempFileName();
        using IDisposable restoration = NoGrad.Begin();
        OnnxExporter.Save(exported.Module, inputs => [exported.Compute(inputs)], exported.Example, path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        Assert.Equal([], InferredShapes.Differences(bytes, null, model => model.Inputs
            .Where(input => !input.IsOptional)
            .Zip(exported.Example)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second)));
    }

    [SkippableFact]
    public void OfOnnxsOwnCases()
    {
        string? folder = Environment.GetEnvironmentVariable("GPUNN_ONNX_CASES");
        Skip.If(string.IsNullOrEmpty(folder), "GPUNN_ONNX_CASES does not name a folder of ONNX's backend tests");
        IReadOnlyList<string> cases = OnnxCases.Find(folder!);
        Assert.NotEmpty(cases);
        Assert.Equal([], cases.SelectMany(directory => InferredShapes
            .Differences(File.ReadAllBytes(Path.Combine(directory, "model.onnx")), directory, model => Inputs(model, directory))
            .Select(difference => $"{Path.GetFileName(directory)}: {difference}")));
    }

    private static Dictionary<string, Tensor> Inputs(OnnxModel model, string directory)
    {
        string[] names = [.. model.Inputs.Where(input => !input.IsOptional).Select(input => input.Name)];
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (int index = 0; index < names.Length; index++)
        {
            string file = Path.Combine(directory, "test_data_set_0", FormattableString.Invariant($"input_{index}.pb"));
            inputs[names[index]] = TensorDecoder.Decode(TensorFile.Read(File.ReadAllBytes(file), file), file, directory, Device.Cpu);
        }

        return inputs;
    }
}
