using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Reductions over axes.</summary>
internal static class ReductionEntries
{
    private static readonly double[] Specials = [double.NaN, 1, 2, double.PositiveInfinity, 3, -1, double.NegativeInfinity, -0.0, 0];

    public static IEnumerable<OperatorEntry> All =>
    [
        Reduction("Sum", "Σ x", (x, axes, keep) => x.Sum(axes, keep), Budget.Sum),
        Reduction("Mean", "Σ x / n", (x, axes, keep) => x.Mean(axes, keep), Budget.Sum),
        Reduction("Max", "max x", (x, axes, keep) => x.Max(axes, keep), _ => Budget.Exact, extents => Distinct(0.05, extents)),
        Reduction("Min", "min x", (x, axes, keep) => x.Min(axes, keep), _ => Budget.Exact, extents => Distinct(0.05, extents)),
        Reduction("Prod", "Π x", (x, axes, keep) => x.Prod(axes, keep), _ => Budget.Composite(), extents => Uniform(0.9, 1.1, extents), 999) with
        {
            Gradient = GradientKind.Once,
        },
        Reduction(
            "Variance", "Σ (x − mean)² / (n − correction)", (x, axes, keep) => x.Variance(axes, 0, keep), _ => Budget.Composite()),
        Reduction(
            "StandardDeviation",
            "√(Σ (x − mean)² / (n − correction))",
            (x, axes, keep) => x.StandardDeviation(axes, 0, keep),
            _ => Budget.Composite(),
            isSmoothAtOne: false),
        Reduction("Norm", "(Σ |x|ᵖ)^(1/p)", (x, axes, keep) => x.Norm(axes, 2, keep), _ => Budget.Composite()),
        Reduction("LogSumExp", "ln Σ eˣ", (x, axes, keep) => x.LogSumExp(axes, keep), _ => Budget.Composite()),
        Logic("All", "whether all are ≠ 0", (x, axes, keep) => x.All(axes, keep)),
        Logic("Any", "whether one is ≠ 0", (x, axes, keep) => x.Any(axes, keep)),
    ];

    private delegate Tensor Reducer(Tensor x, int[] axes, bool keepAxes);

    private static OperatorEntry Reduction(
        string name,
        string formula,
        Reducer run,
        Func<long, Budget> budget,
        Func<long[], InputSpecification>? input = null,
        int longLength = 70001,
        bool isSmoothAtOne = true)
    {
        Func<long[], InputSpecification> make = input ?? (extents => Normal(extents));
        List<OperatorCase> cases =
        [
            new("all", [make([7, 11])], i => [run(i[0], [], false)], budget(77)),
            new("first axis", [make([33, 5])], i => [run(i[0], [0], false)], budget(33)),
            new("last axis kept", [make([5, 130])], i => [run(i[0], [-1], true)], budget(130)),
            new("middle axis", [make([3, 17, 6])], i => [run(i[0], [1], false)], budget(17)),
            new("outer and inner", [make([3, 4, 5])], i => [run(i[0], [0, 2], false)], budget(15)),
            new("view", [make([9, 14]) with { IsTransposedView = true }], i => [run(i[0], [0], false)], budget(9)),
            new("extent 1", [make([4, 1, 3])], i => [run(i[0], [1], false)], budget(1)) { ChecksGradient = isSmoothAtOne },
            new("scalar", [make([])], i => [run(i[0], [], false)], budget(1)) { ChecksGradient = isSmoothAtOne },
            new("no lines", [make([0, 3])], i => [run(i[0], [1], false)], budget(3)),
            new("long", [make([longLength])], i => [run(i[0], [], false)], budget(longLength)) { ChecksGradient = false },
            new("NaN and infinities", [Values(Specials, 3, 3)], i => [run(i[0], [1], false)], Budget.Composite()) { ChecksGradient = false },
            .. Special(name, run),
        ];
        return new(name, "reductions", formula, "x [...] → x without the reduced axes")
        {
            Cases = cases,
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>(
                    "an axis that is not there", device => run(Tensor.Ones([2, 3], device: device), [2], false)),
                .. Refusals(name, run),
            ],
        };
    }

    private static OperatorCase[] Special(string name, Reducer run) => name switch
    {
        "Sum" =>
        [
            new("exact", [SmallIntegers(16, 64)], i => [run(i[0], [1], false)], Budget.Exact),
            new("integers", [Indices(1000, 5, 7)], i => [run(i[0], [1], false)], Budget.Exact),
            new("int32", [Indices(1000, 5, 70)], i => [run(i[0].Cast(DType.Int32), [1], false)], Budget.Exact),
            new("bools", [Mask(5, 7)], i => [run(i[0], [0], false)], Budget.Exact),
            new("of none", [Normal(3, 0)], i => [run(i[0], [1], false)], Budget.Exact),
        ],
        "Mean" => [new("of none", [Normal(3, 0)], i => [run(i[0], [1], false)], Budget.Exact) { ChecksGradient = false }],
        "Max" or "Min" =>
        [
            new("integers", [Indices(1000, 5, 7)], i => [run(i[0], [1], false)], Budget.Exact),
            new("several axes", [Distinct(0.1, 4, 3, 5)], i => [run(i[0], [0, 2], true)], Budget.Exact),
        ],
        "Prod" =>
        [
            new("with zeros", [Values([2, 0, 3, 0, 5, 0, 1, -2, 4], 3, 3)], i => [run(i[0], [1], false)], Budget.Exact),
            new("of none", [Normal(3, 0)], i => [run(i[0], [1], false)], Budget.Exact),
            new("integers", [Indices(5, 5, 7)], i => [run(i[0], [1], false)], Budget.Exact),
        ],
        "Variance" =>
        [
            new("unbiased", [Normal(6, 9)], i => [i[0].Variance([1])], Budget.Composite()),
            new("far from 0", [Uniform(1000, 1001, 4, 50)], i => [run(i[0], [1], false)], Budget.Composite()),
            new("unbiased of one", [Normal(4, 1)], i => [i[0].Variance([1])], Budget.Composite()) { ChecksGradient = false },
        ],
        "StandardDeviation" => [new("unbiased", [Normal(6, 9)], i => [i[0].StandardDeviation([1])], Budget.Composite())],
        "Norm" =>
        [
            new("of order 1", [Away([0], 0.01, 6, 9)], i => [i[0].Norm([1], 1)], Budget.Composite()),
            new("of order 3", [Away([0], 0.01, 6, 9)], i => [i[0].Norm([1], 3)], Budget.Composite()),
            new("of order ∞", [Distinct(0.07, 6, 9)], i => [i[0].Norm([1], double.PositiveInfinity)], Budget.Exact),
            new("exact", [Values([3, 4, 0, 0], 2, 2)], i => [run(i[0], [1], false)], Budget.Exact) { ChecksGradient = false },
        ],
        "LogSumExp" =>
        [
            new("large", [Uniform(-300, 300, 6, 9)], i => [run(i[0], [1], false)], Budget.Composite()),
            new("of none", [Normal(3, 0)], i => [run(i[0], [1], false)], Budget.Exact),
        ],
        _ => [],
    };

    private static BadInput[] Refusals(string name, Reducer run) => name switch
    {
        "Max" or "Min" => [BadInput.Throws<ShapeMismatchException>("no elements", device => run(Tensor.Ones([3, 0], device: device), [1], false))],
        "Norm" =>
        [
            Integers(name, run),
            BadInput.Throws<ArgumentOutOfRangeException>("an order below 1", device => Tensor.Ones([3], device: device).Norm(0.5)),
        ],
        "Mean" or "Variance" or "StandardDeviation" or "LogSumExp" => [Integers(name, run)],
        _ => [],
    };

    private static BadInput Integers(string name, Reducer run) => BadInput.Throws<DTypeMismatchException>(
        $"{name} of integers", device => run(Tensor.Ones([3], DType.Int64, device), [], false));

    private static OperatorEntry Logic(string name, string formula, Reducer run) =>
        new(name, "reductions", formula, "x [...] → bool, x without the reduced axes")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("all", [Mask(3, 5)], i => [run(i[0], [], false)], Budget.Exact),
                new("last axis", [Mask(40, 3)], i => [run(i[0], [-1], true)], Budget.Exact),
                new("first axis", [Mask(3, 40)], i => [run(i[0], [0], false)], Budget.Exact),
                new("integers", [Indices(2, 30, 4)], i => [run(i[0], [1], false)], Budget.Exact),
                new("NaN counts", [Values([double.NaN, 0, 0, 1, -0.0, 2], 3, 2)], i => [run(i[0], [1], false)], Budget.Exact),
                new("of none", [Normal(3, 0)], i => [run(i[0], [1], false)], Budget.Exact),
                new("bools of none", [Mask(3, 0)], i => [run(i[0], [1], false)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>(
                    "an axis that is not there", device => run(Tensor.Ones([2, 3], device: device), [-3], false)),
            ],
        };
}
