using System.Reflection;
using GpuNN.Verification;

namespace GpuNN.Tests.Verification;

public sealed class RegistryCompletenessTests
{
    /// <summary>Public methods of tensors that are no operators of their own, with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["MaxPool1DWithIndices"] = "MaxPool1D with the indices beside the values",
        ["MaxPool2DWithIndices"] = "MaxPool2D with the indices beside the values",
        ["MaxPool3DWithIndices"] = "MaxPool3D with the indices beside the values",
        ["AdaptiveMaxPool2DWithIndices"] = "AdaptiveMaxPool2D with the indices beside the values",
        ["ScaledDotProductAttentionWithWeights"] = "ScaledDotProductAttention with the weights beside the values",
    };

    [Fact]
    public void Every_public_operator_has_an_entry()
    {
        HashSet<string> entries = [.. OperatorRegistry.Entries.Select(entry => entry.Name)];
        string[] missing =
        [
            .. typeof(Operators).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Tensor)))
                .Select(method => method.Name)
                .Distinct()
                .Where(name => !entries.Contains(name) && !Exceptions.ContainsKey(name))
                .Order(StringComparer.Ordinal),
        ];
        Assert.True(missing.Length == 0, $"no entry in the registry: {string.Join(", ", missing)}");
    }

    [Fact]
    public void No_exception_is_stale()
    {
        HashSet<string> entries = [.. OperatorRegistry.Entries.Select(entry => entry.Name)];
        HashSet<string> methods = [.. typeof(Operators).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name)];
        Assert.All(Exceptions.Keys, name => Assert.True(methods.Contains(name) && !entries.Contains(name), name));
    }

    [Fact]
    public void The_table_in_the_docs_is_the_registry()
    {
        string file = Path.Combine(RepositoryRoot.Path, "docs", "operators.md");
        Assert.True(
            File.ReadAllText(file) == OperatorTable.Write(OperatorRegistry.Entries),
            "docs/operators.md is stale: run dotnet run --project src/GpuNN.Cli -- operators --out docs/operators.md");
    }
}
