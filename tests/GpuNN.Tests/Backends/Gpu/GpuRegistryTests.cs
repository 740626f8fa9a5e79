using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using GpuNN.Verification;

namespace GpuNN.Tests.Backends.Gpu;

/// <summary>Every operator of the registry on kernels, without a fallback, but for what is named here.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class GpuRegistryTests
{
    /// <summary>Primitives without kernels, and why.</summary>
    private static readonly Dictionary<Type, string> Lacking = [];

    public static TheoryData<string> Operators => [.. OperatorRegistry.Entries.Select(entry => entry.Name)];

    /// <summary>All operators in the full run, every twelfth otherwise.</summary>
    public static TheoryData<string> Sample =>
    [
        .. OperatorRegistry.Entries.Select(entry => entry.Name).Where((_, index) => index % SlowTests.Count(12, 1) == 0),
    ];

    [Fact]
    public void Every_primitive_has_kernels_or_is_named_with_a_reason()
    {
        Type[] missing = [.. typeof(Primitive).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Primitive)) && !type.IsAbstract)
            .Except(GpuBackend.Primitives)
            .OrderBy(type => type.Name)];
        Assert.Equal(Lacking.Keys.OrderBy(type => type.Name), missing);
    }

    [Fact]
    public void Every_elementwise_function_has_a_kernel() =>
        Assert.Empty(Enum.GetValues<ElementwiseFunction>().Except(ElementwiseOperator.Offered));

    [SkippableTheory]
    [MemberData(nameof(Operators))]
    public void An_operator_agrees_with_the_reference_on_the_clr(string name) => Check(name, "jit-cpu");

    [SkippableTheory]
    [MemberData(nameof(Sample))]
    [Trait("Category", "Slow")]
    public void An_operator_agrees_in_checked_mode(string name) => Check(name, "jit-cpu:checked");

    [SkippableTheory]
    [MemberData(nameof(Sample))]
    [Trait("Category", "Slow")]
    public void An_operator_agrees_on_OpenCL(string name) => Check(name, "opencl:0");

    private static void Check(string name, string deviceName)
    {
        OperatorEntry entry = OperatorRegistry.Entries.Single(entry => entry.Name == name);
        Device device = GpuDevices.Open(deviceName);
        CaseResult[] failures = [.. Verifier.Check(entry, device).Where(result => result.Failure is not null)];
        Assert.True(failures.Length == 0, string.Join("\n", failures.Select(failure => $"{failure.Case} {failure.Part}: {failure.Failure}")));
    }
}
