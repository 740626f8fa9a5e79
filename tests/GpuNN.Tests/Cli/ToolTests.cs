using System.Diagnostics;
using GpuNN.Course;

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

    [Theory]
    [InlineData("There is no model 'lenet5'", "train", "lenet5")]
    [InlineData("is no language model", "sample", "softmax")]
    [InlineData("nowhere", "train", "softmax", "--data", "nowhere")]
    [InlineData("checkpoint.safetensors", "eval", "softmax", "--out", "nowhere")]
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
