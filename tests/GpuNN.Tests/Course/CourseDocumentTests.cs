using System.Reflection;
using System.Text.RegularExpressions;
using GpuNN.Course;

namespace GpuNN.Tests.Course;

/// <summary>What docs/course.md names is there: tests, types, recipes.</summary>
public sealed partial class CourseDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "course.md"));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        Match[] named = [.. TestName().Matches(Text).AsEnumerable()];
        Assert.True(named.Length > 60, $"{named.Length} tests");
        foreach (Match match in named)
        {
            Type? type = Assembly.GetExecutingAssembly().GetTypes().FirstOrDefault(type => type.Name == match.Groups["type"].Value);
            Assert.True(type?.GetMethod(match.Groups["method"].Value) is not null, match.Value);
        }
    }

    [Fact]
    public void The_results_are_those_of_recipes()
    {
        string[] named = [.. RecipeRow().Matches(Text).AsEnumerable().Select(match => match.Groups["name"].Value)];
        Assert.True(named.Length >= 15);
        Assert.All(named, name => Assert.NotNull(RecipeCatalogue.Find(name)));
    }

    [Fact]
    public void Every_operator_class_and_layer_that_a_formula_is_told_of_exists()
    {
        HashSet<string> names = [.. typeof(Tensor).Assembly.GetExportedTypes().Select(type => type.Name.Split('`')[0])];
        names.UnionWith(typeof(Operators).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name));
        foreach (Match row in FormulaRow().Matches(Text).AsEnumerable())
        {
            foreach (Match name in Identifier().Matches(row.Groups["where"].Value).AsEnumerable())
                Assert.True(names.Contains(name.Groups["name"].Value), $"{name.Value} in {row.Value}");
        }
    }

    [GeneratedRegex("`(?<type>[A-Z]\\w+(Tests|Laws))\\.(?<method>\\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("^\\| `(?<name>[a-z0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex RecipeRow();

    /// <summary>Rows | formula | where | test |.</summary>
    [GeneratedRegex("^\\| [^|`]+ \\| (?<where>`[^|]+) \\| [^|]+ \\|$", RegexOptions.Multiline)]
    private static partial Regex FormulaRow();

    [GeneratedRegex("`(?<name>[A-Z]\\w*)`")]
    private static partial Regex Identifier();
}
