using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Joining, padding, repeating and picking: copies in another arrangement.</summary>
internal static class ArrangementEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Copy("Contiguous", "the same elements, row-major", x => x.Contiguous()),
        Copy("Clone", "a copy", x => x.Clone()),
        Copy("ToChannelsLast", "the same elements, channels innermost in memory", x => x.Reshape(2, 3, 2, 2).ToChannelsLast(), x => x.Reshape(2, 3, 2, 2).ToChannelsLast().Square()),
        Copy("Tile", "the whole again and again", x => x.Tile(2, 3), x => x.Tile(2), x => x.Tile(2, 1, 1), x => x.Tile(0, 1)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("a negative count", device => Tensor.Ones([2], device: device).Tile(-1))],
        },
        Copy("Repeat", "every element several times in a row", x => x.Repeat(3, 0), x => x.Repeat(2, -1), x => x.Repeat(0, 1)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("a negative count", device => Tensor.Ones([2], device: device).Repeat(-1, 0))],
        },
        Copy("Flip", "axes turned round", x => x.Flip(0), x => x.Flip(0, -1)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => Tensor.Ones([2], device: device).Flip(1))],
        },
        Copy("Roll", "moved along an axis, round the end", x => x.Roll(1, 0), x => x.Roll(-2, 1), x => x.Roll(15, 1), x => x.Roll(0, 0)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => Tensor.Ones([2], device: device).Roll(1, 1))],
        },
        Copy("Tril", "the lower triangle", x => x.Tril(), x => x.Tril(1), x => x.Tril(-2), x => x.Reshape(2, 2, 6).Tril()) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a vector", device => Tensor.Ones([2], device: device).Tril())],
        },
        Copy("Triu", "the upper triangle", x => x.Triu(), x => x.Triu(1), x => x.Triu(-2), x => x.Reshape(2, 2, 6).Triu()) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a vector", device => Tensor.Ones([2], device: device).Triu())],
        },
        Copy("Pad", "in a frame of one value", x => x.Pad([(1, 2), (0, 3)], 1.5), x => x.Pad([(2, 0)]), x => x.Pad([(-1, 2), (1, -3)])) with
        {
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("more paddings than axes", device => Tensor.Ones([2], device: device).Pad([(1, 1), (1, 1)])),
                BadInput.Throws<ShapeMismatchException>("more cut than there is", device => Tensor.Ones([2], device: device).Pad([(-2, -1)])),
            ],
        },
        Copy("PadReflect", "in a frame of its reflection", x => x.PadReflect((1, 2), (3, 0)), x => x.PadReflect((5, 5))) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("as much as the extent", device => Tensor.Ones([2], device: device).PadReflect((2, 0)))],
        },
        Copy("PadReplicate", "in a frame of its border", x => x.PadReplicate((1, 2), (3, 0)), x => x.PadReplicate((7, 0))) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("negative padding", device => Tensor.Ones([2], device: device).PadReplicate((-1, 0)))],
        },
        Copy("PixelShuffle", "channels become pixels", x => x.Reshape(4, 2, 3).PixelShuffle(2), x => x.Reshape(1, 4, 3, 2).PixelShuffle(2)) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("channels that r² does not divide", device => Tensor.Ones([3, 2, 2], device: device).PixelShuffle(2))],
        },
        Concat,
        Stack,
        OneHot,
    ];

    private static OperatorEntry Concat => new("Concat", "shape", "one after the other along an axis", "x₁, x₂, ... → the sum of their extents")
    {
        Cases =
        [
            new("first axis", [Normal(2, 5), Normal(3, 5), Normal(1, 5)], i => [Operators.Concat(0, i.Tensors)], Budget.Exact),
            new("last axis, one empty", [Normal(3, 2), Normal(3, 0), Normal(3, 5)], i => [Operators.Concat(-1, i.Tensors)], Budget.Exact),
            new("views", [Normal(3, 2) with { IsTransposedView = true }, Normal(4, 2)], i => [Operators.Concat(0, i.Tensors)], Budget.Exact),
            new("one tensor twice", [Normal(3, 4)], i => [Operators.Concat(1, i[0], i[0])], Budget.Exact),
            new("promoted", [Normal(3), Indices(9, 4)], i => [Operators.Concat(0, i.Tensors)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ArgumentException>("no tensors", _ => Operators.Concat(0)),
            BadInput.Throws<ShapeMismatchException>(
                "another extent", device => Operators.Concat(0, Tensor.Ones([2, 3], device: device), Tensor.Ones([2, 4], device: device))),
        ],
    };

    private static OperatorEntry Stack => new("Stack", "shape", "along a new axis", "k tensors [...] → [..., k, ...]")
    {
        Cases =
        [
            new("in front", [Normal(2, 5), Normal(2, 5)], i => [Operators.Stack(0, i.Tensors)], Budget.Exact),
            new("at the end", [Normal(2, 5), Normal(2, 5) with { IsTransposedView = true }], i => [Operators.Stack(-1, i.Tensors)], Budget.Exact),
            new("scalars", [Normal(), Normal(), Normal()], i => [Operators.Stack(0, i.Tensors)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ArgumentException>("no tensors", _ => Operators.Stack(0)),
            BadInput.Throws<ShapeMismatchException>(
                "another shape", device => Operators.Stack(0, Tensor.Ones([3], device: device), Tensor.Ones([1], device: device))),
        ],
    };

    private static OperatorEntry OneHot => new("OneHot", "shape", "1 at the index, 0 elsewhere", "indices [...] → [..., classes]")
    {
        Gradient = GradientKind.None,
        Cases =
        [
            new("vector", [Indices(7, 20)], i => [i[0].OneHot(7)], Budget.Exact),
            new("outside of the classes", [Indices(7, 2, 9)], i => [i[0].OneHot(4)], Budget.Exact),
            new("scalar", [Indices(3)], i => [i[0].OneHot(3, DType.Int64)], Budget.Exact),
        ],
        BadInputs = [BadInput.Throws<DTypeMismatchException>("indices that are no integers", device => Tensor.Ones([2], device: device).OneHot(3))],
    };

    private static OperatorEntry Copy(string name, string formula, params Func<Tensor, Tensor>[] runs) =>
        new(name, "shape", formula, "x [...] → a copy")
        {
            Cases =
            [
                .. runs.Select((run, index) => new OperatorCase($"form {index + 1}", [Normal(4, 6)], i => [run(i[0])], Budget.Exact)),
                .. runs.Select((run, index) => new OperatorCase(
                    $"form {index + 1} of a view", [Normal(4, 6) with { IsTransposedView = true }], i => [run(i[0])], Budget.Exact)),
                new("integers", [Indices(100, 4, 6)], i => [runs[0](i[0])], Budget.Exact),
                new(
                    "NaN and infinities stay",
                    [Values([.. Enumerable.Range(0, 24).Select(k => k % 5 == 0 ? double.NaN : k % 7 == 0 ? double.NegativeInfinity : k)], 4, 6)],
                    i => [runs[0](i[0])],
                    Budget.Exact) { ChecksGradient = false },
            ],
        };
}
