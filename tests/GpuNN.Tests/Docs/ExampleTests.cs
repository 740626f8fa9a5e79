using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GpuNN.Tests.Docs;

/// <summary>Every C# example of the README and of docs/ is a program: it is compiled and run as it stands there. Blocks
/// fenced as <c>csharp compile</c> are compiled only.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class ExampleTests
{
    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (string file in Files())
            {
                for (int index = 0; index < Blocks(file).Count; index++) examples.Add(Path.GetRelativePath(RepositoryRoot.Path, file), index);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Compiles_and_runs(string file, int index)
    {
        var (code, runs) = Blocks(Path.Combine(RepositoryRoot.Path, file))[index];
        using var image = new MemoryStream();
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Example{index}",
            [CSharpSyntaxTree.ParseText(GlobalUsings), CSharpSyntaxTree.ParseText(code)],
            References(),
            new CSharpCompilationOptions(runs ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        if (runs) Run(Assembly.Load(image.ToArray()));
    }

    private const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static void Run(Assembly program)
    {
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            object?[] arguments = program.EntryPoint!.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            object? code = program.EntryPoint.Invoke(null, arguments);
            Assert.True(code is null or 0, $"exit code {code}");
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.DoesNotContain("NaN", output.ToString(), StringComparison.Ordinal);
    }

    private static List<(string Code, bool Runs)> Blocks(string file)
    {
        var blocks = new List<(string, bool)>();
        string[] lines = File.ReadAllLines(file);
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line] is not ("```csharp" or "```csharp compile")) continue;
            int end = Array.IndexOf(lines, "```", line + 1);
            blocks.Add((string.Join("\n", lines[(line + 1)..end]), lines[line] == "```csharp"));
            line = end;
        }

        return blocks;
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(RepositoryRoot.Path, "README.md"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
}
