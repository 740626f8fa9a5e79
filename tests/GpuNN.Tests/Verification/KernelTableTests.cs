using System.Reflection;
using GpuNN.Backends;
using GpuNN.Verification.Kernels;

namespace GpuNN.Tests.Verification;

public sealed class KernelTableTests
{
    [Fact]
    public void A_kernel_belongs_to_the_operators_during_which_it_was_launched()
    {
        var source = new Source();
        source.Launch("One", 3);
        var table = new KernelTable(source);
        table.Add("Nothing", agreed: true);
        source.Launch("Two", 1);
        table.Add("First", agreed: true);
        source.Launch("One", 1);
        source.Launch("Two", 5);
        table.Add("Second", agreed: true);
        string text = table.ToMarkdown();
        Assert.Contains("2 instances of 2 kernels were launched; 2 agreed, 2 compile to PTX (a compiler)", text, StringComparison.Ordinal);
        Assert.Contains("| Planted.One | 1 | 1 | Second | 1 |", text, StringComparison.Ordinal);
        Assert.Contains("| Planted.Two | 1 | 1 | First, Second | 1 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Disagreed", text, StringComparison.Ordinal);
        Assert.Contains("Not launched:\n\n- Planted.Three\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_that_failed_and_a_kernel_that_does_not_compile_are_named()
    {
        var source = new Source { Refused = "Three" };
        var table = new KernelTable(source);
        source.Launch("Two", 1);
        table.Add("Right", agreed: true);
        source.Launch("Two", 1);
        source.Launch("Three", 1);
        table.Add("Wrong", agreed: false);
        string text = table.ToMarkdown().ReplaceLineEndings("\n");
        Assert.Contains("2 instances of 2 kernels were launched; 0 agreed, 1 compile to PTX", text, StringComparison.Ordinal);
        Assert.Contains("| Planted.Two | 1 | 1 | Right, Wrong | 0 |", text, StringComparison.Ordinal);
        Assert.Contains("| Planted.Three | 1 | 0 | Wrong | 0 |", text, StringComparison.Ordinal);
        Assert.Contains("Refused by the compiler:\n\n- `Planted.ThreeKernel<Single>`: not this one\n", text, StringComparison.Ordinal);
        Assert.Contains("- `Planted.TwoKernel<Single>`: Wrong\n", text, StringComparison.Ordinal);
    }

    private sealed class Source : IKernelSource
    {
        private readonly Dictionary<string, long> _counts = [];

        public string? Refused { get; init; }

        public string PtxCompiler => "a compiler";

        public IReadOnlyList<KernelLaunches> Launched =>
            [.. _counts.Select(entry => new KernelLaunches($"Planted.{entry.Key}Kernel<Single>", Method(entry.Key), entry.Value))];

        public void Launch(string kernel, int times) => _counts[kernel] = _counts.GetValueOrDefault(kernel) + times;

        public string CompileToPtx(MethodInfo kernel) =>
            kernel.Name == $"{Refused}Kernel" ? throw new InvalidOperationException("not this one") : ".version 8.0";

        private static MethodInfo Method(string kernel) =>
            typeof(Planted).GetMethod($"{kernel}Kernel", BindingFlags.Static | BindingFlags.NonPublic)!;
    }

    private static class Planted
    {
        internal static void OneKernel()
        {
        }

        internal static void TwoKernel()
        {
        }

        internal static void ThreeKernel()
        {
        }
    }
}
