using GpuNN.Onnx.Execution;

namespace GpuNN.Onnx.Tests.Execution;

/// <summary>The table of operators.</summary>
public class OperatorTableTests
{
    [Fact]
    public void VersionsOfAnOperatorDoNotOverlap()
    {
        foreach (var group in OperatorTable.All.GroupBy(definition => (definition.Domain, definition.Name)))
        {
            OperatorDefinition[] ordered = [.. group.OrderBy(definition => definition.Since)];
            for (int index = 1; index < ordered.Length; index++)
                Assert.True(ordered[index - 1].Until < ordered[index].Since, $"{group.Key}: {ordered[index - 1].Until} and {ordered[index].Since}");
        }
    }

    [Fact]
    public void TheDocumentHasTheTable()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GpuNN.sln"))) folder = folder.Parent;
        string document = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "onnx-operators.md")).ReplaceLineEndings("\n");
        Assert.Equal(OnnxOperators.WriteTable(), document);
    }
}
