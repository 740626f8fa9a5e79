using System.Text.RegularExpressions;
using GpuNN.Bench.Commands;

namespace GpuNN.Bench.Tests;

/// <summary>The benchmark takes every command of it that docs/ shows.</summary>
public sealed partial class DocumentedCommandTests
{
    [Fact]
    public void TheBenchmarkTakesThem()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "GpuNN.sln")))
            root = Path.GetDirectoryName(root)!;
        string[] commands =
        [
            .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
                .SelectMany(file => Command().Matches(File.ReadAllText(file)).Select(match => match.Groups["arguments"].Value.Trim()))
                .Distinct(),
        ];
        Assert.True(commands.Length >= 5, $"{commands.Length} commands");
        foreach (string command in commands)
        {
            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(DefaultCommand.Create().Parse(words).Errors.Count == 0, command);
        }
        Assert.NotEmpty(DefaultCommand.Create().Parse(["--markdow", "x"]).Errors);
    }

    /// <summary>Behind the project's name, or behind the dots that stand for it in a table.</summary>
    [GeneratedRegex(@"(?:--project bench --|`\.\.\. --)(?<arguments> [^`#;|\n]+)")]
    private static partial Regex Command();
}
