using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GpuNN.Course;
using GpuNN.Layers;
using GpuNN.Onnx.Export;

namespace GpuNN.Tests.Cli;

/// <summary>The tool as a user runs it: a process with arguments, output and an exit code.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void List_prints_the_models_only()
    {
        var (code, output, _) = Run("list");
        Assert.Equal(0, code);
        Assert.Equal(
            RecipeCatalogue.All.Select(recipe => recipe.Name),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Train_says_by_its_exit_code_whether_the_model_has_learned()
    {
        Assert.Equal(0, Run("train", "softmax", "--epochs", "4", "--out", _folder).Code);
        var (code, output, _) = Run("eval", "softmax", "--out", _folder);
        Assert.Equal(0, code);
        Assert.StartsWith("accuracy 0.", output, StringComparison.Ordinal);
        Assert.Equal(1, Run("train", "softmax", "--epochs", "0", "--out", _folder).Code);
    }

    [Fact]
    public void A_language_model_is_trained_on_a_file_measured_and_sampled()
    {
        string text = Path.Combine(_folder, "text.txt"), results = Path.Combine(_folder, "results");
        File.WriteAllText(text, GpuNN.Data.Generated.Grammar.Text(400, 3));
        string[] arguments = ["gru-lm", "--data", text, "--out", results, "--seed", "5"];
        var (trained, report, error) = Run(["train", .. arguments, "--epochs", "1"]);
        Assert.True(trained is 0 or 1, error);
        Assert.Contains("test perplexity per character", report, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(results, "curves.svg")));
        var (evaluated, measured, _) = Run(["eval", .. arguments]);
        Assert.Equal(0, evaluated);
        double perplexity = double.Parse(measured["perplexity ".Length..], CultureInfo.InvariantCulture);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(results, "metrics.json")));
        Assert.Equal(metrics.RootElement.GetProperty("value").GetDouble(), perplexity, 1e-4 * perplexity);
        // A letter by chance is one of some thirty; an epoch is enough to do better.
        Assert.InRange(perplexity, 1, 25);
        var (sampled, first, _) = Run(["sample", .. arguments, "--prompt", "the ", "--length", "40"]);
        Assert.Equal(0, sampled);
        Assert.StartsWith("the ", first, StringComparison.Ordinal);
        // Every token is a letter: the unknown one is never drawn.
        Assert.Equal("the ".Length + 40 + Environment.NewLine.Length, first.Length);
        Assert.Equal(first, Run(["sample", .. arguments, "--prompt", "the ", "--length", "40"]).Output);
    }

    [Fact]
    public void Onnx_info_says_what_is_in_a_model_and_infers_its_shapes()
    {
        string model = Path.Combine(_folder, "model.onnx");
        OnnxExporter.Save(new Sequential(new Conv2D(3, 8, 3), new ReLU(), new GlobalAvgPool()), Tensor.Ones([1, 3, 32, 32]), model);
        var (code, output, _) = Run("onnx-info", model, "--nodes");
        Assert.Equal(0, code);
        Assert.Contains("224 parameters in 2 tensors, 896 bytes", output, StringComparison.Ordinal);
        Assert.Contains("    1 Conv\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Float32[1, 8, 30, 30] from node 0 (Conv)", output, StringComparison.Ordinal);
        string input = output.Split("inputs:")[1].TrimStart().Split(':')[0];
        var (refused, _, error) = Run("onnx-info", model, "--input", $"{input}=1x4x32x32");
        Assert.Equal(1, refused);
        Assert.Contains("an extent of 3 at axis 1", error, StringComparison.Ordinal);
        Assert.Equal(2, Run("onnx-info", model, "--input", "1x3").Code);
    }

    [Fact]
    public void Verify_writes_what_became_of_each_kernel()
    {
        string page = Path.Combine(_folder, "kernels.md");
        var (code, output, error) = Run("verify", "--device", "jit-cpu", "--filter", "TopK", "--kernels", page);
        Assert.True(code == 0, output + error);
        Assert.Matches("TopK +\\d+ checks +6 variants", output);
        string text = File.ReadAllText(page);
        Assert.Contains("`gpunn verify --device jit-cpu --filter TopK --kernels FILE`", text, StringComparison.Ordinal);
        Assert.Contains("1 passed, 0 failed, 0 skipped", text, StringComparison.Ordinal);
        Assert.Matches(@"\| BlockSort.SelectFromLines \| (\d) \| \1 \| TopK \| \1 \|", text);
        Assert.Contains("- Attention.Attention\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_counts_an_operator_that_was_stopped_as_skipped()
    {
        var (code, output, _) = Run("verify", "--filter", "TopK", "--seconds", "0");
        Assert.Equal(1, code);
        Assert.Contains("cut", output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 0 failed, 1 skipped", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no model 'lenet5'", "train", "lenet5")]
    [InlineData("is no language model", "sample", "softmax")]
    [InlineData("nowhere", "train", "softmax", "--data", "nowhere")]
    [InlineData("checkpoint.safetensors", "eval", "softmax", "--out", "nowhere")]
    [InlineData("computes without kernels", "verify", "--device", "cpu", "--kernels", "kernels.md")]
    [InlineData("'nothing'", "train", "softmax", "--device", "nothing")]
    public void Mistakes_end_in_a_line_and_code_2(string message, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "GpuNN.Cli.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
