using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Picking and adding by index, and the windows of a convolution.</summary>
internal static class IndexingEntries
{
    /// <summary>What sums by index rest on.</summary>
    public const string ByAtomics = "on a GPU under `Determinism.Require()`: sums by atomics else";

    /// <summary>What gradients that are sums by index rest on.</summary>
    public const string GradientByAtomics = "its gradient on a GPU under `Determinism.Require()`: sums by atomics else";

    public static IEnumerable<OperatorEntry> All =>
    [
        IndexSelect,
        IndexAdd,
        Gather,
        ScatterAdd,
        Im2Col,
        Col2Im,
    ];

    private static OperatorEntry IndexSelect => new("IndexSelect", "shape", "x[.., indices[i], ..]", "x [..., n, ...], indices [k] → [..., k, ...]")
    {
        DeterminismNote = GradientByAtomics,
        Cases =
        [
            new("rows", [Normal(7, 5), Indices(7, 12)], i => [i[0].IndexSelect(0, i[1])], Budget.Exact),
            new("columns", [Normal(3, 40), Indices(40, 6)], i => [i[0].IndexSelect(-1, i[1])], Budget.Exact),
            new("middle axis of a view", [Normal(2, 4, 5) with { IsTransposedView = true }, Indices(4, 9)], i => [i[0].IndexSelect(1, i[1])], Budget.Exact),
            new("integers", [Indices(90, 7, 2), Indices(7, 3)], i => [i[0].IndexSelect(0, i[1])], Budget.Exact),
            new("no indices", [Normal(4, 3), Indices(4, 0)], i => [i[0].IndexSelect(0, i[1])], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<DTypeMismatchException>("indices of a float type", device => Tensor.Ones([3], device: device).IndexSelect(0, Tensor.Ones([1], device: device))),
            BadInput.Throws<ShapeMismatchException>(
                "indices that are no vector", device => Tensor.Ones([3], device: device).IndexSelect(0, Tensor.Zeros([1, 1], DType.Int64, device))),
            OutOfRange(device => Tensor.Ones([3], device: device).IndexSelect(0, Tensor.From([0L, 3L], device))),
        ],
    };

    private static OperatorEntry IndexAdd => new("IndexAdd", "shape", "x, with source[.., i, ..] added at indices[i]", "x [..., n, ...], indices [k], source [..., k, ...] → x's shape")
    {
        DeterminismNote = ByAtomics,
        Cases =
        [
            new("rows, with duplicates", [Normal(4, 5), Indices(4, 30), Normal(30, 5)], i => [i[0].IndexAdd(0, i[1], i[2])], Budget.Composite()),
            new("columns", [Normal(3, 6), Indices(6, 9), Normal(3, 9)], i => [i[0].IndexAdd(1, i[1], i[2])], Budget.Composite()),
            new("exact", [SmallIntegers(3, 4), Indices(3, 200), SmallIntegers(200, 4)], i => [i[0].IndexAdd(0, i[1], i[2])], Budget.Exact),
            new("views", [Normal(3, 4) with { IsTransposedView = true }, Indices(3, 5), Normal(5, 4) with { IsTransposedView = true }], i => [i[0].IndexAdd(0, i[1], i[2])], Budget.Composite()),
            new("integers", [Indices(9, 3, 4), Indices(3, 7), Indices(9, 7, 4)], i => [i[0].IndexAdd(0, i[1], i[2])], Budget.Exact),
            new("no indices", [Normal(3, 4), Indices(3, 0), Normal(0, 4)], i => [i[0].IndexAdd(0, i[1], i[2])], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "a source of another length",
                device => Tensor.Ones([3], device: device).IndexAdd(0, Tensor.Zeros([2], DType.Int64, device), Tensor.Ones([3], device: device))),
            OutOfRange(device => Tensor.Ones([3], device: device).IndexAdd(0, Tensor.From([-1L], device), Tensor.Ones([1], device: device))),
        ],
    };

    private static OperatorEntry Gather => new("Gather", "shape", "x[.., indices[.., i, ..], ..]", "x [..., n, ...], indices [..., k, ...] → [..., k, ...]")
    {
        DeterminismNote = GradientByAtomics,
        Cases =
        [
            new("columns", [Normal(4, 9), Indices(9, 4, 6)], i => [i[0].Gather(1, i[1])], Budget.Exact),
            new("rows, fewer columns", [Normal(7, 5), Indices(7, 10, 3)], i => [i[0].Gather(0, i[1])], Budget.Exact),
            new("middle axis", [Normal(2, 5, 3), Indices(5, 2, 8, 3)], i => [i[0].Gather(1, i[1])], Budget.Exact),
            new("view", [Normal(4, 6) with { IsTransposedView = true }, Indices(4, 2, 6)], i => [i[0].Gather(0, i[1])], Budget.Exact),
            new("integers", [Indices(99, 4, 9), Indices(9, 4, 6)], i => [i[0].Gather(1, i[1])], Budget.Exact),
            new("no indices", [Normal(4, 3), Indices(3, 4, 0)], i => [i[0].Gather(1, i[1])], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "indices of another rank", device => Tensor.Ones([3, 2], device: device).Gather(0, Tensor.Zeros([1], DType.Int64, device))),
            BadInput.Throws<ShapeMismatchException>(
                "indices larger on another axis", device => Tensor.Ones([3, 2], device: device).Gather(0, Tensor.Zeros([1, 3], DType.Int64, device))),
            BadInput.Throws<DTypeMismatchException>("indices of a float type", device => Tensor.Ones([3], device: device).Gather(0, Tensor.Zeros([1], device: device))),
            OutOfRange(device => Tensor.Ones([3], device: device).Gather(0, Tensor.From([3L], device))),
        ],
    };

    private static OperatorEntry ScatterAdd => new("ScatterAdd", "shape", "x, with source[.., i, ..] added at indices[.., i, ..]", "x [..., n, ...], indices, source [..., k, ...] → x's shape")
    {
        DeterminismNote = ByAtomics,
        Cases =
        [
            new("columns, with duplicates", [Normal(4, 3), Indices(3, 4, 20), Normal(4, 20)], i => [i[0].ScatterAdd(1, i[1], i[2])], Budget.Composite()),
            new("rows", [Normal(7, 5), Indices(7, 10, 5), Normal(10, 5)], i => [i[0].ScatterAdd(0, i[1], i[2])], Budget.Composite()),
            new("part of the source", [Normal(7, 5), Indices(7, 4, 3), Normal(10, 6)], i => [i[0].ScatterAdd(0, i[1], i[2])], Budget.Composite()),
            new("exact", [SmallIntegers(3), Indices(3, 500), SmallIntegers(500)], i => [i[0].ScatterAdd(0, i[1], i[2])], Budget.Exact),
            new("views", [Normal(3, 4) with { IsTransposedView = true }, Indices(3, 5, 4), Normal(5, 4) with { IsTransposedView = true }], i => [i[0].ScatterAdd(0, i[1], i[2])], Budget.Composite()),
            new("integers", [Indices(9, 4), Indices(4, 30), Indices(9, 30)], i => [i[0].ScatterAdd(0, i[1], i[2])], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "a source smaller than the indices",
                device => Tensor.Ones([3], device: device).ScatterAdd(0, Tensor.Zeros([2], DType.Int64, device), Tensor.Ones([1], device: device))),
            BadInput.Throws<DTypeMismatchException>(
                "a source of another type",
                device => Tensor.Ones([3], device: device).ScatterAdd(0, Tensor.Zeros([1], DType.Int64, device), Tensor.Ones([1], DType.Int64, device))),
            OutOfRange(device => Tensor.Ones([3], device: device).ScatterAdd(0, Tensor.From([3L], device), Tensor.Ones([1], device: device))),
        ],
    };

    private static OperatorEntry Im2Col => new("Im2Col", "shape", "the windows of a convolution as columns", "x [n, c, h, w] → [n, c·kh·kw, windows]")
    {
        Cases =
        [
            new("plain", [Normal(2, 3, 5, 7)], i => [i[0].Im2Col((2, 3))], Budget.Exact),
            new("all different", [Normal(2, 2, 9, 7)], i => [i[0].Im2Col((3, 2), (2, 3), (1, 2), (2, 1))], Budget.Exact),
            new("1×1", [Normal(2, 3, 4, 5)], i => [i[0].Im2Col(1)], Budget.Exact),
            new("view", [Normal(1, 2, 6, 5) with { IsTransposedView = true }], i => [i[0].Im2Col(3, padding: 1)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>("three axes", device => Tensor.Ones([3, 4, 5], device: device).Im2Col(2)),
            BadInput.Throws<ShapeMismatchException>("a window that does not fit", device => Tensor.Ones([1, 1, 4, 5], device: device).Im2Col(5)),
            BadInput.Throws<ShapeMismatchException>("a stride of 0", device => Tensor.Ones([1, 1, 4, 5], device: device).Im2Col(2, 0)),
        ],
    };

    private static OperatorEntry Col2Im => new("Col2Im", "shape", "the transpose of Im2Col", "columns [n, c·kh·kw, windows] → [n, c, h, w]")
    {
        Cases =
        [
            new("plain", [Normal(2, 18, 20)], i => [i[0].Col2Im((5, 7), (2, 3))], Budget.Composite()),
            new("all different", [Normal(2, 12, 16)], i => [i[0].Col2Im((9, 7), (3, 2), (2, 3), (1, 2), (2, 1))], Budget.Composite()),
            new("exact", [SmallIntegers(1, 9, 30)], i => [i[0].Col2Im((6, 5), 3, padding: 1)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>("another number of windows", device => Tensor.Ones([1, 4, 5], device: device).Col2Im((3, 3), 2)),
            BadInput.Throws<ShapeMismatchException>("channels that the window does not divide", device => Tensor.Ones([1, 5, 4], device: device).Col2Im((3, 3), 2)),
        ],
    };

    /// <summary>Devices that cannot report it are not asked to.</summary>
    private static BadInput OutOfRange(Action<Device> run) => BadInput.Throws<TensorIndexException>(
        "an index out of range", device => run(device == Device.Reference ? device : Device.Cpu));
}
