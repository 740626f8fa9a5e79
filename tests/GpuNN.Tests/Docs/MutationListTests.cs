using System.Text.Json;

namespace GpuNN.Tests.Docs;

/// <summary>The mistakes that <c>eng/mutate.py</c> plants (eng/mutations.json) still fit the sources, and the tests named
/// there exist.</summary>
public sealed class MutationListTests
{
    private static readonly JsonElement[] Mutations =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "eng", "mutations.json"))).RootElement.EnumerateArray()];

    [Fact]
    public void Every_mutation_has_its_place()
    {
        foreach (JsonElement mutation in Mutations)
        {
            string file = mutation.GetProperty("file").GetString()!, text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, file));
            foreach (JsonElement edit in mutation.GetProperty("edits").EnumerateArray())
            {
                string find = edit.GetProperty("find").GetString()!;
                int count = text.Split(find).Length - 1;
                Assert.True(count == 1, $"'{mutation.GetProperty("name")}': '{find}' stands {count} times in {file}; eng/mutations.json has to follow");
                Assert.NotEqual(find, edit.GetProperty("replace").GetString());
            }
        }
    }

    [Fact]
    public void Every_test_that_is_to_catch_one_exists()
    {
        string[] tests = [.. typeof(MutationListTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.FullName}.{method.Name}"))];
        foreach (JsonElement mutation in Mutations)
        {
            foreach (JsonElement test in mutation.GetProperty("tests").EnumerateArray())
                Assert.Contains(tests, name => name.Contains(test.GetString()!.Split('&')[0], StringComparison.Ordinal));
        }
    }
}
