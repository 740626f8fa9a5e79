using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Views: other shapes, orders and parts of the same memory.</summary>
internal static class ViewEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        View("Reshape", "the same elements in row-major order", x => x.Reshape(4, -1), x => x.Reshape(2, 3, 4)) with
        {
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("another number of elements", device => Tensor.Ones([2, 3], device: device).Reshape(4, 2)),
                BadInput.Throws<ShapeMismatchException>("an extent that does not divide", device => Tensor.Ones([2, 3], device: device).Reshape(4, -1)),
            ],
        },
        View("Flatten", "a run of axes made one", x => x.Flatten(), x => x.Flatten(0, 0), x => x.Flatten(0)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => Tensor.Ones([2, 3], device: device).Flatten(2))],
        },
        View("Transpose", "two axes exchanged", x => x.Transpose(), x => x.Transpose(0, 0)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("a vector", device => Tensor.Ones([2], device: device).Transpose())],
        },
        View("Permute", "axes in another order", x => x.Permute(1, 0), x => x.Unsqueeze(0).Permute(-1, 0, 1)) with
        {
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("an axis twice", device => Tensor.Ones([2, 3], device: device).Permute(0, 0)),
                BadInput.Throws<ShapeMismatchException>("an axis left out", device => Tensor.Ones([2, 3], device: device).Permute(0)),
            ],
        },
        View("Squeeze", "without axes of extent 1", x => x.Reshape(1, 4, 1, 6).Squeeze(), x => x.Reshape(4, 1, 6).Squeeze(1), x => x.Squeeze(0)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", device => Tensor.Ones([1], device: device).Squeeze(1))],
        },
        View("Unsqueeze", "with a new axis of extent 1", x => x.Unsqueeze(0), x => x.Unsqueeze(1), x => x.Unsqueeze(-1)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("an axis beyond the end", device => Tensor.Ones([1], device: device).Unsqueeze(3))],
        },
        View("Expand", "axes of extent 1 repeated", x => x.Expand([3, 4, 6]), x => x.Unsqueeze(1).Expand([4, 2, 6])) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("an extent that is not 1", device => Tensor.Ones([2, 3], device: device).Expand([4, 3]))],
        },
        View("Narrow", "part of an axis", x => x.Narrow(0, 1, 2), x => x.Narrow(-1, -3, 3), x => x.Narrow(1, 2, 0)) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a part beyond the end", device => Tensor.Ones([2, 3], device: device).Narrow(1, 2, 2))],
        },
        View("Select", "one position of an axis, dropped", x => x.Select(0, 2), x => x.Select(1, -1)) with
        {
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a position beyond the end", device => Tensor.Ones([2, 3], device: device).Select(1, 3))],
        },
        View(
            "Slice",
            "positions start, start + step, ... of an axis",
            x => x.Slice(1, 1, step: 2),
            x => x.Slice(0, -3, -1),
            x => x.Slice(1, 0, 100, 3),
            x => x.Slice(0, 3, 1),
            x => x[1, 2..5],
            x => x[.., ^1],
            x => x[^2]) with
        {
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>("a step of 0", device => Tensor.Ones([2, 3], device: device).Slice(0, 0, 2, 0)),
                BadInput.Throws<ShapeMismatchException>("a range beyond the end", device => _ = Tensor.Ones([2, 3], device: device)[.., 1..4]),
                BadInput.Throws<ShapeMismatchException>("more ranges than axes", device => _ = Tensor.Ones([2], device: device)[0, 0]),
            ],
        },
        Parts("Split", "parts of an axis of given lengths", x => x.Split([1, 0, 3]), x => x.Split(4, 1)) with
        {
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("lengths that do not add up", device => Tensor.Ones([4], device: device).Split([1, 2])),
                BadInput.Throws<ArgumentOutOfRangeException>("a length of 0", device => Tensor.Ones([4], device: device).Split(0)),
            ],
        },
        Parts("Chunk", "at most so many equal parts of an axis", x => x.Chunk(3), x => x.Chunk(4, 1)) with
        {
            BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("no chunks", device => Tensor.Ones([4], device: device).Chunk(0))],
        },
    ];

    private static OperatorEntry View(string name, string formula, params Func<Tensor, Tensor>[] runs) =>
        new(name, "shape", formula, "a view of x")
        {
            Cases =
            [
                .. runs.Select((run, index) => new OperatorCase($"form {index + 1}", [Normal(4, 6)], i => [run(i[0])], Budget.Exact)),
                .. runs.Select((run, index) => new OperatorCase(
                    $"form {index + 1} of a view", [Normal(4, 6) with { IsTransposedView = true }], i => [run(i[0])], Budget.Exact)),
                new("integers", [Indices(100, 4, 6)], i => [runs[0](i[0])], Budget.Exact),
                new("twice", [Normal(4, 6)], i => [runs[0](i[0]).Affine(2).Add(runs[0](i[0].Affine(3)))], Budget.Composite()),
            ],
        };

    private static OperatorEntry Parts(string name, string formula, params Func<Tensor, Tensor[]>[] runs) =>
        new(name, "shape", formula, "views of x")
        {
            Cases =
            [
                .. runs.Select((run, index) => new OperatorCase($"form {index + 1}", [Normal(4, 6)], i => run(i[0]), Budget.Exact)),
                .. runs.Select((run, index) => new OperatorCase(
                    $"form {index + 1} of a view", [Normal(4, 6) with { IsTransposedView = true }], i => run(i[0]), Budget.Exact)),
                new("one part used", [Normal(4, 6)], i => [runs[0](i[0])[^1].Square()], Budget.Exact),
            ],
        };
}
