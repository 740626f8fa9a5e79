using GpuNN.Backends;
using GpuNN.Backends.Gpu;
using GpuNN.Verification;

namespace GpuNN.Tests.Backends.Gpu;

/// <summary>Every operator of the registry on kernels, without a fallback, but for what is named here.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class GpuRegistryTests
{
    /// <summary>Primitives without kernels, and why.</summary>
    private static readonly Dictionary<Type, string> Lacking = new()
    {
        [typeof(UpsamplePrimitive)] = "its tables of weights are computed on the host",
        [typeof(UpsampleGradientPrimitive)] = "its tables of weights are computed on the host",
    };

    public static TheoryData<string> Operators => [.. OperatorRegistry.Entries.Select(entry => entry.Name)];

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
    public void An_operator_agrees_with_the_reference_on_the_clr(string name)
    {
        OperatorEntry entry = OperatorRegistry.Entries.Single(entry => entry.Name == name);
        Device device = GpuDevices.Open("jit-cpu");
        List<CaseResult> failures = [.. Verifier.Check(entry, device).Where(result => result.Failure is not null)];
        Skip.If(failures.Count > 0 && failures.All(failure => Lacking.Keys.Any(type =>
            failure.Failure!.Contains(type.Name.Replace("Primitive", "", StringComparison.Ordinal), StringComparison.Ordinal))), "named as lacking");
        Assert.True(failures.Count == 0, string.Join("\n", failures.Select(failure => $"{failure.Case} {failure.Part}: {failure.Failure}")));
    }
}
