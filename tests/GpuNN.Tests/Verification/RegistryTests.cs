using GpuNN.Verification;

namespace GpuNN.Tests.Verification;

public sealed class RegistryTests
{
    public static TheoryData<string> Operators => [.. OperatorRegistry.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Holds_on_the_cpu(string name) => Hold(name, Device.Cpu);

    [Fact]
    public void Names_are_unique()
    {
        Assert.Equal(OperatorRegistry.Entries.Count, OperatorRegistry.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(OperatorRegistry.Entries, entry => Assert.NotEmpty(entry.Cases));
    }

    private static void Hold(string name, Device device)
    {
        OperatorEntry entry = OperatorRegistry.Entries.Single(entry => entry.Name == name);
        List<CaseResult> results = [.. Verifier.Check(entry, device)];
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.Case}, {result.Part}: {result.Failure}"));
    }
}
