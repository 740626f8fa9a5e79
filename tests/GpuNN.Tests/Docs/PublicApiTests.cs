using System.Reflection;

namespace GpuNN.Tests.Docs;

/// <summary>What users can call is written down in docs/public-api.txt, so that no change of it goes unseen.</summary>
public sealed class PublicApiTests
{
    private const string Command = "GPUNN_UPDATE_API=1 dotnet test tests/GpuNN.Tests --filter FullyQualifiedName~PublicApi";

    private static readonly string[] Assemblies = ["GpuNN", "GpuNN.Jit", "GpuNN.Onnx", "GpuNN.Verification"];

    [Fact]
    public void It_is_what_the_file_says()
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "public-api.txt");
        string[] lines = [.. PublicApi.Of([.. Assemblies.Select(Assembly.Load)])];
        if (Environment.GetEnvironmentVariable("GPUNN_UPDATE_API") == "1") File.WriteAllLines(path, lines);
        string[] written = File.ReadAllLines(path);
        string[] changes = [.. lines.Except(written).Select(line => $"+ {line}"), .. written.Except(lines).Select(line => $"- {line}")];
        Assert.True(changes.Length == 0, $"docs/public-api.txt differs; {Command} writes it:\n{string.Join("\n", changes)}");
        Assert.Equal(lines, written);
    }

    [Fact]
    public void The_lines_say_what_a_caller_has_to_know()
    {
        IReadOnlyList<string> lines = PublicApi.Of(typeof(Tensor).Assembly);
        Assert.Contains("GpuNN.Tensor.Backward(Tensor? gradient = null, bool retainTape = false, bool differentiable = false) : void", lines);
        Assert.Contains("GpuNN.Tensor.Grad { get; set; } : Tensor?", lines);
        Assert.Contains("GpuNN.Operators.Softmax(this Tensor x, int axis = -1) : static Tensor", lines);
        Assert.Contains("GpuNN.Layers.Layer.Compute(Tensor input) : protected abstract Tensor", lines);
        Assert.Contains("GpuNN.Layers.Linear : sealed class (Layer)", lines);
        Assert.Contains("GpuNN.FallbackPolicy.Warn = 1", lines);
    }
}
