using GpuNN.Verification;

namespace GpuNN.Tests.Backends.Cpu;

/// <summary>The registry's cases on the CPU with kernels of every register width, all of which run on every processor.</summary>
[Collection(ExclusiveCollection.Name)]
[Trait("Category", "Slow")]
public sealed class RegisterWidthTests
{
    public static TheoryData<string> Operators => [.. OperatorRegistry.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void HoldsWith128Bits(string name) => Hold(name, 128);

    [Theory]
    [MemberData(nameof(Operators))]
    public void HoldsWith512Bits(string name) => Hold(name, 512);

    private static void Hold(string name, int bits)
    {
        using WidthScope width = new(bits);
        OperatorEntry entry = OperatorRegistry.Entries.Single(entry => entry.Name == name);
        Assert.All(
            Verifier.Check(entry, Device.Cpu),
            result => Assert.True(result.Passed, $"{bits} bits, {result.Case}, {result.Part}: {result.Failure}"));
    }
}
