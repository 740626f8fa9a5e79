using GpuNN.Backends;
using GpuNN.Verification;

namespace GpuNN.Tests.Backends.Gpu;

[Collection(ExclusiveCollection.Name)]
public sealed class VariantTrialTests
{
    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void Each_number_runs_another_variant(string name)
    {
        Device device = GpuDevices.Open(name);
        Tensor x = PrimitiveCheck.Random(device, 1, 3, 200);
        var all = new VariantTrial(null);
        Tensor expected;
        using (all.Use()) expected = x.TopK(5).Values;
        Assert.Equal(3, all.Most);
        Assert.Empty(all.Names);
        foreach (var (number, variant) in ((int, string)[])[(0, "Sort Block"), (1, "Sort Selection"), (2, "Sort Radix"), (3, "Sort Block")])
        {
            var one = new VariantTrial(number);
            using (one.Use()) Assert.Equal(expected.ToArray<float>(), x.TopK(5).Values.ToArray<float>());
            Assert.Equal([variant], one.Names);
        }

        Assert.Null(VariantTrial.Current);
    }

    [SkippableFact]
    public void A_variant_that_is_wrong_fails_its_operator()
    {
        Device device = GpuDevices.Open("jit-cpu");
        // Right on the reference and by the device's own choice, and a unit off where the selection runs.
        var planted = new OperatorCase(
            "planted",
            [InputSpecification.Normal(4, 30)],
            inputs =>
            {
                Tensor values = inputs[0].TopK(3).Values;
                bool isSelection = inputs.Device == device && VariantTrial.Current!.Names.Contains("Sort Selection");
                return [isSelection ? values + 1f : values];
            },
            Budget.Exact);
        var entry = new OperatorEntry("Planted", "sort", "", "") { Gradient = GradientKind.None, Cases = [planted] };
        CaseResult[] results = [.. Verifier.Check(entry, device)];
        Assert.Equal([true, true, true, false, true], results.Select(result => result.Passed));
        Assert.Equal(["Sort Selection"], results.Single(result => !result.Passed).Variants);
        Assert.DoesNotContain(Verifier.Check(entry, device, triesVariants: false), result => !result.Passed);
    }

    [SkippableTheory]
    [MemberData(nameof(GpuDevices.Names), MemberType = typeof(GpuDevices))]
    public void A_backend_says_what_it_launched_and_what_becomes_of_it_on_nvidia_gpus(string name)
    {
        var kernels = Assert.IsType<IKernelSource>(GpuDevices.Open(name).Backend, exactMatch: false);
        Tensor x = PrimitiveCheck.Random(Device.Parse(name), 1, 8, 600);
        long before = Sums();
        x.Sum([1]).ToArray<float>();
        Assert.Equal(before + 1, Sums());
        KernelLaunches sum = kernels.Launched.Single(kernel => kernel.Name == "Reduce.RowReduceKernel<Single, SumReduction>");
        string ptx = kernels.CompileToPtx(sum.Method);
        Assert.Contains(".target sm_80", ptx, StringComparison.Ordinal);
        Assert.Contains("bar.sync", ptx, StringComparison.Ordinal);

        long Sums() => kernels.Launched.Where(kernel => kernel.Name == "Reduce.RowReduceKernel<Single, SumReduction>").Sum(kernel => kernel.Count);
    }
}
