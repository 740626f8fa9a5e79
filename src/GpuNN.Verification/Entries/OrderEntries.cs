using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Running sums, sorting, extreme indices, and the norm over several tensors.</summary>
internal static class OrderEntries
{
    private static readonly double[] Specials = [1, double.NaN, 0, double.PositiveInfinity, -0.0, double.NegativeInfinity, double.NaN, 1];

    public static IEnumerable<OperatorEntry> All =>
    [
        ArgExtreme("ArgMax", "the first index of the largest", (x, axis, keep) => x.ArgMax(axis, keep), x => x.ArgMax()),
        ArgExtreme("ArgMin", "the first index of the smallest", (x, axis, keep) => x.ArgMin(axis, keep), x => x.ArgMin()),
        CumulativeSum,
        Sort,
        TopK,
        GlobalNorm,
    ];

    private static OperatorEntry CumulativeSum => new("CumulativeSum", "reductions", "x₀ + ... + xᵢ", "x [...] → [...]")
    {
        Cases =
        [
            new("first axis", [Normal(40, 3)], i => [i[0].CumulativeSum(0)], Budget.Composite()),
            new("last axis", [Normal(3, 130)], i => [i[0].CumulativeSum(-1)], Budget.Composite()),
            new("middle axis", [Normal(2, 9, 5)], i => [i[0].CumulativeSum(1)], Budget.Composite()),
            new("view", [Normal(6, 7) with { IsTransposedView = true }], i => [i[0].CumulativeSum(1)], Budget.Composite()),
            new("exact", [SmallIntegers(5, 300)], i => [i[0].CumulativeSum(1)], Budget.Exact),
            new("integers", [Indices(50, 4, 33)], i => [i[0].CumulativeSum(1)], Budget.Exact),
            new("one element", [Normal(1)], i => [i[0].CumulativeSum(0)], Budget.Exact),
            new("empty", [Normal(0, 3)], i => [i[0].CumulativeSum(0)], Budget.Exact),
            new("NaN stays", [Values([1, double.NaN, 2], 3)], i => [i[0].CumulativeSum(0)], Budget.Exact) { ChecksGradient = false },
        ],
        BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => Tensor.Ones([2], device: device).CumulativeSum(1))],
    };

    private static OperatorEntry Sort => new("Sort", "shape", "the elements in order, and their indices", "x [...] → values [...], indices [...]")
    {
        Cases =
        [
            new("last axis", [Distinct(0.05, 5, 33)], i => Pair(i[0].Sort()), Budget.Exact),
            new("first axis, descending", [Distinct(0.05, 33, 4)], i => Pair(i[0].Sort(0, descending: true)), Budget.Exact),
            new("ties keep their order", [SmallIntegers(3, 60)], i => [i[0].Sort().Indices, i[0].Sort(1, descending: true).Indices], Budget.Exact)
            {
                ChecksGradient = false,
            },
            new("view", [Distinct(0.05, 7, 9) with { IsTransposedView = true }], i => Pair(i[0].Sort(0)), Budget.Exact),
            new("integers", [Indices(20, 4, 50)], i => Pair(i[0].Sort()), Budget.Exact),
            new("NaN and infinities", [Values(Specials, 8)], i => [.. Pair(i[0].Sort()), .. Pair(i[0].Sort(0, descending: true))], Budget.Exact)
            {
                ChecksGradient = false,
            },
            new("one element", [Normal(1)], i => Pair(i[0].Sort()), Budget.Exact),
            new("empty", [Normal(3, 0)], i => Pair(i[0].Sort()), Budget.Exact),
            new("long", [Distinct(0.001, 4099)], i => Pair(i[0].Sort()), Budget.Exact) { ChecksGradient = false },
        ],
        BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => Tensor.Ones([2], device: device).Sort(1))],
    };

    private static OperatorEntry TopK => new("TopK", "shape", "the k largest in order, and their indices", "x [..., n, ...] → values, indices [..., k, ...]")
    {
        Cases =
        [
            new("largest", [Distinct(0.05, 5, 33)], i => Pair(i[0].TopK(4)), Budget.Exact),
            new("smallest of the first axis", [Distinct(0.05, 33, 4)], i => Pair(i[0].TopK(5, 0, largest: false)), Budget.Exact),
            new("view", [Distinct(0.05, 7, 9) with { IsTransposedView = true }], i => Pair(i[0].TopK(3, 0)), Budget.Exact),
            new("all", [Distinct(0.05, 3, 6)], i => Pair(i[0].TopK(6)), Budget.Exact),
            new("few of long lines", [Distinct(0.001, 2, 3000)], i => [.. Pair(i[0].TopK(9)), .. Pair(i[0].TopK(1000, largest: false))], Budget.Exact) { ChecksGradient = false },
            new("none", [Normal(3, 6)], i => Pair(i[0].TopK(0)), Budget.Exact) { ChecksGradient = false },
            new("ties: the first come first", [SmallIntegers(3, 60)], i => [i[0].TopK(20).Indices], Budget.Exact) { ChecksGradient = false },
            new("NaN and infinities", [Values(Specials, 8)], i => Pair(i[0].TopK(4)), Budget.Exact) { ChecksGradient = false },
        ],
        BadInputs = [BadInput.Throws<ShapeMismatchException>("more than there are", device => Tensor.Ones([2, 3], device: device).TopK(4))],
    };

    private static OperatorEntry GlobalNorm => new("GlobalNorm", "reductions", "√Σ x² over all tensors", "tensors → scalar")
    {
        Cases =
        [
            new("two tensors", [Normal(5, 7), Normal(33)], i => [Operators.GlobalNorm(i.Tensors)], Budget.Composite()),
            new("a scalar and an empty one", [Normal(), Normal(0, 3), Normal(2, 2, 2)], i => [Operators.GlobalNorm(i.Tensors)], Budget.Composite()),
            new("view", [Normal(5, 7) with { IsTransposedView = true }], i => [Operators.GlobalNorm(i.Tensors)], Budget.Composite()),
            new("exact", [Values([3, 0], 2), Values([4], 1)], i => [Operators.GlobalNorm(i.Tensors)], Budget.Exact) { ChecksGradient = false },
        ],
        BadInputs =
        [
            BadInput.Throws<ArgumentException>("no tensors", _ => Operators.GlobalNorm()),
            BadInput.Throws<DTypeMismatchException>("integers", device => Operators.GlobalNorm(Tensor.Ones([2], DType.Int64, device))),
        ],
    };

    private static Tensor[] Pair((Tensor Values, Tensor Indices) result) => [result.Values, result.Indices];

    private static OperatorEntry ArgExtreme(string name, string formula, Func<Tensor, int, bool, Tensor> run, Func<Tensor, Tensor> ofAll) =>
        new(name, "reductions", formula, "x [...] → int64, x without the axis")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("last axis", [Normal(5, 130)], i => [run(i[0], -1, false)], Budget.Exact),
                new("first axis kept", [Normal(33, 5)], i => [run(i[0], 0, true)], Budget.Exact),
                new("middle axis", [Normal(3, 17, 4)], i => [run(i[0], 1, false)], Budget.Exact),
                new("all", [Normal(7, 11)], i => [ofAll(i[0])], Budget.Exact),
                new("long lines with ties", [SmallIntegers(2, 700, 3)], i => [run(i[0], 1, false)], Budget.Exact),
                new("ties", [SmallIntegers(6, 50)], i => [run(i[0], 1, false)], Budget.Exact),
                new("view", [Normal(9, 14) with { IsTransposedView = true }], i => [run(i[0], 1, false)], Budget.Exact),
                new("integers", [Indices(9, 5, 7)], i => [run(i[0], 1, false)], Budget.Exact),
                new("NaN and infinities", [Values(Specials, 8)], i => [run(i[0], 0, false)], Budget.Exact),
                new("no lines", [Normal(0, 3)], i => [run(i[0], 1, false)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("no elements", device => run(Tensor.Ones([3, 0], device: device), 1, false)),
                BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => run(Tensor.Ones([3], device: device), 1, false)),
            ],
        };
}
