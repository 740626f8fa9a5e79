using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Comparisons, logic and choice by mask.</summary>
internal static class ComparisonEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Comparison("Equal", "x = y", (x, y) => x.Equal(y), x => x.Equal(1)),
        Comparison("NotEqual", "x ≠ y", (x, y) => x.NotEqual(y), x => x.NotEqual(1)),
        Comparison("Less", "x < y", (x, y) => x.Less(y), x => x.Less(1)),
        Comparison("LessOrEqual", "x ≤ y", (x, y) => x.LessOrEqual(y), x => x.LessOrEqual(1)),
        Comparison("Greater", "x > y", (x, y) => x.Greater(y), x => x.Greater(1)),
        Comparison("GreaterOrEqual", "x ≥ y", (x, y) => x.GreaterOrEqual(y), x => x.GreaterOrEqual(1)),
        Comparison("And", "x ≠ 0 and y ≠ 0", (x, y) => x.And(y), x => x.And(x)),
        Comparison("Or", "x ≠ 0 or y ≠ 0", (x, y) => x.Or(y), x => x.Or(x)),
        Test("Not", "x = 0", x => x.Not()),
        Test("IsNaN", "whether x is NaN", x => x.IsNaN()),
        Test("IsFinite", "whether x is a finite number", x => x.IsFinite()),
        Where,
        MaskedFill,
        Fill,
    ];

    private static OperatorEntry Where => new("Where", "elementwise", "x where the condition is set, else y", "condition bool, x, y broadcast → result")
    {
        Cases =
        [
            new("same shape", [Mask(4, 9), Normal(4, 9), Normal(4, 9)], i => [i[0].Where(i[1], i[2])], Budget.Exact),
            new("broadcast", [Mask(4, 1), Normal(9), Normal(2, 1, 1)], i => [i[0].Where(i[1], i[2])], Budget.Exact),
            new("number", [Mask(17), Normal(17)], i => [i[0].Where(i[1], 2), i[0].Where(-3, i[1])], Budget.Exact),
            new("view", [Mask(5, 6), Normal(5, 6) with { IsTransposedView = true }, Normal(6)], i => [i[0].Where(i[1], i[2])], Budget.Exact),
            new("integers", [Mask(8), Indices(9, 8), Indices(9, 8)], i => [i[0].Where(i[1], i[2])], Budget.Exact),
            new(
                "NaN stays where it is not chosen",
                [Mask(4), Values([double.NaN, 1, double.PositiveInfinity, -0.0], 4), Values([1, double.NaN, 2, 3], 4)],
                i => [i[0].Where(i[1], i[2])],
                Budget.Exact) { ChecksGradient = false },
            new("empty", [Mask(0), Normal(0), Normal(0)], i => [i[0].Where(i[1], i[2])], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<DTypeMismatchException>(
                "a condition that is no bool", device => Tensor.Ones([2], device: device).Where(Tensor.Ones([2], device: device), 0)),
            BadInput.Throws<ShapeMismatchException>(
                "shapes", device => Tensor.Ones([2], DType.Bool, device).Where(Tensor.Ones([3], device: device), 0)),
        ],
    };

    private static OperatorEntry MaskedFill => new("MaskedFill", "elementwise", "a value where the mask is set, else x", "x, mask bool broadcast → result")
    {
        Cases =
        [
            new("same shape", [Normal(4, 9), Mask(4, 9)], i => [i[0].MaskedFill(i[1], -2)], Budget.Exact),
            new("row of a mask", [Normal(4, 9), Mask(9)], i => [i[0].MaskedFill(i[1], double.NegativeInfinity)], Budget.Exact)
            {
                ChecksGradient = false,
            },
            new("larger mask", [Normal(9), Mask(4, 9)], i => [i[0].MaskedFill(i[1], 3)], Budget.Exact),
            new("view", [Normal(4, 5) with { IsTransposedView = true }, Mask(4, 5)], i => [i[0].MaskedFill(i[1], 3)], Budget.Exact),
            new("integers", [Indices(9, 6), Mask(6)], i => [i[0].MaskedFill(i[1], -100)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<DTypeMismatchException>(
                "a mask that is no bool", device => Tensor.Ones([2], device: device).MaskedFill(Tensor.Ones([2], device: device), 0)),
            BadInput.Throws<ShapeMismatchException>(
                "shapes", device => Tensor.Ones([2], device: device).MaskedFill(Tensor.Ones([3], DType.Bool, device), 0)),
        ],
    };

    private static OperatorEntry Fill => new("Fill", "elementwise", "x ← value", "x [...]")
    {
        Gradient = GradientKind.None,
        Cases =
        [
            new("contiguous", [Normal(5, 7)], i => [i[0].Clone().Fill(1.5)], Budget.Exact),
            new("view", [Normal(5, 7)], i => FillColumn(i[0].Clone()), Budget.Exact),
            new("integers", [Indices(9, 6)], i => [i[0].Clone().Fill(-7)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<TapeException>("a leaf of the tape", device =>
            {
                Tensor leaf = Tensor.Ones([2], device: device);
                leaf.RequiresGrad = true;
                leaf.Fill(0);
            }),
        ],
    };

    private static Tensor[] FillColumn(Tensor x)
    {
        x.Narrow(1, 2, 3).Fill(0.25);
        return [x];
    }

    private static OperatorEntry Comparison(string name, string formula, Func<Tensor, Tensor, Tensor> run, Func<Tensor, Tensor> withNumber) =>
        new(name, "elementwise", formula, "x, y broadcast → bool")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("ties", [SmallIntegers(6, 15), SmallIntegers(6, 15)], i => [run(i[0], i[1])], Budget.Exact),
                new("broadcast view", [SmallIntegers(6, 5) with { IsTransposedView = true }, SmallIntegers(5)], i => [run(i[0], i[1])], Budget.Exact),
                new("number", [SmallIntegers(21)], i => [withNumber(i[0])], Budget.Exact),
                new("integers", [Indices(4, 33), Indices(4, 33)], i => [run(i[0], i[1])], Budget.Exact),
                new("integer and float", [Indices(4, 12), SmallIntegers(12)], i => [run(i[0], i[1])], Budget.Exact),
                new("bools", [Mask(9), Mask(9)], i => [run(i[0], i[1])], Budget.Exact),
                new(
                    "NaN, infinities and zeros",
                    [
                        Values([double.NaN, 1, double.NaN, double.PositiveInfinity, 0, -0.0, double.NegativeInfinity], 7),
                        Values([1, double.NaN, double.NaN, double.PositiveInfinity, -0.0, 1, 2], 7),
                    ],
                    i => [run(i[0], i[1])],
                    Budget.Exact),
                new("empty", [Normal(0, 3), Normal(3)], i => [run(i[0], i[1])], Budget.Exact),
            ],
            BadInputs = [ElementwiseEntries.NotBroadcasting(run)],
        };

    private static OperatorEntry Test(string name, string formula, Func<Tensor, Tensor> run) =>
        new(name, "elementwise", formula, "x [...] → bool")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("small integers", [SmallIntegers(3, 17)], i => [run(i[0])], Budget.Exact),
                new("view", [SmallIntegers(6, 5) with { IsTransposedView = true }], i => [run(i[0])], Budget.Exact),
                new("integers", [Indices(3, 12)], i => [run(i[0])], Budget.Exact),
                new("bools", [Mask(9)], i => [run(i[0])], Budget.Exact),
                new(
                    "NaN, infinities and zeros",
                    [Values([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1], 6)],
                    i => [run(i[0])],
                    Budget.Exact),
                new("empty", [Normal(0)], i => [run(i[0])], Budget.Exact),
            ],
        };
}
