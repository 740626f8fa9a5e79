using GpuNN.Onnx.Cases;

namespace GpuNN.Onnx.Tests.Cases;

/// <summary>ONNX's own cases, which are data of others and lie outside of the repository.</summary>
public class OnnxCasesTests
{
    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("opencl:0")]
    public void AllCasesPassAndNoneIsSkipped(string deviceName)
    {
        string? folder = Environment.GetEnvironmentVariable("GPUNN_ONNX_CASES");
        Skip.If(string.IsNullOrEmpty(folder), "GPUNN_ONNX_CASES does not name a folder of ONNX's backend tests");
        bool isThere = deviceName == "cpu" || Device.Enumerate().Any(device => device.Name == deviceName && device.UnavailableReason is null);
        bool isRequired = Environment.GetEnvironmentVariable("GPUNN_REQUIRE_OPENCL") == "1";
        Skip.If(!isThere && !isRequired, $"{deviceName} is not there");
        OnnxCaseResult[] results = [.. OnnxCases.RunAll(folder!, Device.Parse(deviceName))];
        Assert.NotEmpty(results);
        Assert.Equal([], results.Where(result => result.Outcome != OnnxCaseOutcome.Passed).Select(result => $"{result.Name}: {result.Reason}"));
    }

    [Fact]
    public void ACaseThatDiffersFailsAndSaysWhere()
    {
        string folder = Directory.CreateTempSubdirectory("gpunn-onnx").FullName;
        try
        {
            WriteCase(folder, "right", 2);
            WriteCase(folder, "wrong", 3);
            WriteCase(folder, "unknown", 2, "Unheard");
            OnnxCaseResult[] results = [.. OnnxCases.RunAll(folder, Device.Cpu)];
            Assert.Equal(["right", "unknown", "wrong"], results.Select(result => result.Name));
            Assert.Equal(OnnxCaseOutcome.Passed, results[0].Outcome);
            Assert.Equal(OnnxCaseOutcome.Skipped, results[1].Outcome);
            Assert.Contains("node 0 (Unheard)", results[1].Reason, StringComparison.Ordinal);
            Assert.Equal(OnnxCaseOutcome.Failed, results[2].Outcome);
            Assert.Contains("element 1: found 2; expected 3", results[2].Reason, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteCase(string folder, string name, float expected, string operatorName = "Relu")
    {
        string data = Path.Combine(folder, name, "test_data_set_0");
        Directory.CreateDirectory(data);
        File.WriteAllBytes(
            Path.Combine(folder, name, "model.onnx"),
            new NodeModel(14).Input("x", DType.Float32, 2).Node(operatorName, "x", "y").Output("y").Bytes());
        File.WriteAllBytes(Path.Combine(data, "input_0.pb"), TensorBytes("x", [-1f, 2]));
        File.WriteAllBytes(Path.Combine(data, "output_0.pb"), TensorBytes("y", [0, expected]));
    }

    private static byte[] TensorBytes(string name, float[] values)
    {
        var writer = new Wire.WireWriter();
        new NodeModel().Constant(name, Tensor.From(values)).Graph.Initializers[0].Write(writer);
        return writer.Written.ToArray();
    }
}
