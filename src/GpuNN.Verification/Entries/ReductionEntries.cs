using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Reductions over axes.</summary>
internal static class ReductionEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Reduction("Sum", "Σ x", (x, axes, keep) => x.Sum(axes, keep)),
        Reduction("Mean", "Σ x / n", (x, axes, keep) => x.Mean(axes, keep)),
    ];

    private delegate Tensor Reducer(Tensor x, int[] axes, bool keepAxes);

    private static OperatorEntry Reduction(string name, string formula, Reducer run) =>
        new(name, "reductions", formula, "x [...] → x without the reduced axes")
        {
            Cases =
            [
                new("all", [Normal(7, 11)], i => [run(i[0], [], false)], Budget.Sum(77)),
                new("first axis", [Normal(33, 5)], i => [run(i[0], [0], false)], Budget.Sum(33)),
                new("last axis kept", [Normal(5, 130)], i => [run(i[0], [-1], true)], Budget.Sum(130)),
                new("outer and inner", [Normal(3, 4, 5)], i => [run(i[0], [0, 2], false)], Budget.Sum(15)),
                new("view", [Normal(9, 14) with { IsTransposedView = true }], i => [run(i[0], [0], false)], Budget.Sum(9)),
                new("exact", [SmallIntegers(16, 64)], i => [run(i[0], [1], false)], Budget.Exact),
                new("scalar", [Normal()], i => [run(i[0], [], false)], Budget.Exact),
                new("long", [Normal(70000)], i => [run(i[0], [], false)], Budget.Sum(70000)),
            ],
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>(
                    "an axis that is not there", device => run(Tensor.Ones([2, 3], device: device), [2], false)),
            ],
        };
}
