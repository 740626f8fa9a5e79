using System.CommandLine;
using System.Text.RegularExpressions;
using GpuNN.Cli;

namespace GpuNN.Tests.Docs;

/// <summary>The tool takes every command that the README and docs/ show: commands and options by their names, and as many
/// arguments. C# examples are run by <see cref="ExampleTests"/>, the benchmark's commands read by its own tests.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string> Commands => [.. Files().SelectMany(file => Of(File.ReadAllText(file))).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_tool_takes_it(string command)
    {
        ParseResult parsed = Tool.Create().Parse(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(parsed.Errors);
        Assert.NotSame(parsed.RootCommandResult.Command, parsed.CommandResult.Command);
    }

    [Fact]
    public void A_command_that_is_not_there_would_be_found()
    {
        Assert.Equal(["train lenet --seed 7", "eval lenet"], Of("```\ngpunn train lenet --seed 7   # a remark\n```\nor `gpunn eval lenet`, see `gpunn train` and gpunn."));
        Assert.NotEmpty(Tool.Create().Parse(["train", "lenet", "--sead", "7"]).Errors);
        Assert.True(Commands.Count > 8);
    }

    /// <summary>The arguments of each command: a line of a block, or a piece of code within a line that does more than name a
    /// command.</summary>
    private static IEnumerable<string> Of(string text) => Command().Matches(text).Select(match => match.Groups["arguments"].Value.Trim());

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(RepositoryRoot.Path, "README.md"));

    [GeneratedRegex(
        @"^(?:gpunn|dotnet run (?:-c Release )?--project src/GpuNN\.Cli --)(?<arguments> [^`#;|\n]+)|`gpunn(?<arguments> [^`\s]+ [^`]+)`",
        RegexOptions.Multiline)]
    private static partial Regex Command();
}
