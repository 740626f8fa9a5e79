using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Sparse matrices, graphs and embeddings.</summary>
internal static class SparseEntries
{
    private const string Family = "sparse and graphs";

    public static IEnumerable<OperatorEntry> All => [.. Products, .. Segments, .. Graphs, .. Patterns, .. Embeddings];

    private static OperatorEntry[] Products =>
    [
        new("SparseMatMul", Family, "A·X over A's entries", "A [rows, columns] sparse, X [columns, F] → [rows, F]")
        {
            Cases =
            [
                new("repeated entries", [Indices(7, 20), Indices(5, 20), Normal(20), Normal(5, 3)], i => [Matrix(i, 7, 5, i[2]).SparseMatMul(i[3])], Budget.Composite()),
                new("rows without entries", [Values([1, 1, 4], 3) with { DType = DType.Int64, IsDifferentiable = false }, Indices(4, 3), Normal(3), Normal(4, 33)], i => [Matrix(i, 6, 4, i[2]).SparseMatMul(i[3])], Budget.Composite()),
                new("without values", [Indices(9, 30), Indices(6, 30), Normal(6, 17)], i => [Matrix(i, 9, 6, null).SparseMatMul(i[2])], Budget.Composite()),
                new("no entries", [Indices(1, 0), Indices(1, 0), Normal(0), Normal(4, 2)], i => [Matrix(i, 3, 4, i[2]).SparseMatMul(i[3])], Budget.Exact),
                new("exact", [Indices(11, 40), Indices(8, 40), SmallIntegers(40), SmallIntegers(8, 5)], i => [Matrix(i, 11, 8, i[2]).SparseMatMul(i[3])], Budget.Exact),
                new("one long row", [Indices(1, 300), Indices(50, 300), Normal(300), Normal(50, 2)], i => [Matrix(i, 1, 50, i[2]).SparseMatMul(i[3])], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("rows of X", d => Square(d).SparseMatMul(Tensor.Ones([3, 2], device: d))),
                BadInput.Throws<ShapeMismatchException>("a vector", d => Square(d).SparseMatMul(Tensor.Ones([2], device: d))),
                BadInput.Throws<DTypeMismatchException>("integers", d => Square(d).SparseMatMul(Tensor.Ones([2, 2], DType.Int32, d))),
            ],
        },
        new("SparseLinear", Family, "x·Wᵀ + b for a sparse W", "x [..., in], W [out, in] sparse, b [out] → [..., out]")
        {
            Cases =
            [
                new("with bias", [Indices(6, 15), Indices(5, 15), Normal(15), Normal(3, 5), Normal(6)], i => [i[3].SparseLinear(Matrix(i, 6, 5, i[2]), i[4])], Budget.Composite()),
                new("leading axes", [Indices(4, 9), Indices(7, 9), Normal(9), Normal(2, 3, 7)], i => [i[3].SparseLinear(Matrix(i, 4, 7, i[2]))], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("inputs", d => Tensor.Ones([4, 3], device: d).SparseLinear(Square(d))),
                BadInput.Throws<ShapeMismatchException>("bias", d => Tensor.Ones([4, 2], device: d).SparseLinear(Square(d), Tensor.Ones([3], device: d))),
            ],
        },
        new("SampledDenseDense", Family, "A·Bᵀ at the pattern's entries", "pattern [rows, columns], A [rows, F], B [columns, F] → [entries]")
        {
            Cases =
            [
                new("repeated entries", [Indices(7, 20), Indices(5, 20), Normal(7, 4), Normal(5, 4)], i => [Matrix(i, 7, 5, null).Pattern.SampledDenseDense(i[2], i[3])], Budget.Composite()),
                new("exact", [Indices(6, 12), Indices(3, 12), SmallIntegers(6, 9), SmallIntegers(3, 9)], i => [Matrix(i, 6, 3, null).Pattern.SampledDenseDense(i[2], i[3])], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("rows of A", d => Square(d).Pattern.SampledDenseDense(Tensor.Ones([3, 2], device: d), Tensor.Ones([2, 2], device: d))),
                BadInput.Throws<ShapeMismatchException>("features", d => Square(d).Pattern.SampledDenseDense(Tensor.Ones([2, 3], device: d), Tensor.Ones([2, 2], device: d))),
            ],
        },
    ];

    private static OperatorEntry[] Segments =>
    [
        Segment("SegmentSum", "y[s] = Σ x[e] over segments[e] = s", (x, s, n) => x.SegmentSum(s, n), Normal),
        Segment("SegmentMean", "y[s] = mean x[e] over segments[e] = s, 0 of none", (x, s, n) => x.SegmentMean(s, n), Normal),
        Segment("SegmentMax", "y[s] = max x[e] over segments[e] = s, 0 of none", (x, s, n) => x.SegmentMax(s, n), extents => Distinct(0.5, extents)),
    ];

    private static OperatorEntry[] Graphs =>
    [
        new("GcnNormalize", Family, "D^-½·(A + I)·D^-½", "A [n, n] sparse → sparse")
        {
            Cases =
            [
                new("weights", [Indices(5, 12), Indices(5, 12), Uniform(0.1, 2, 12)], i => [Matrix(i, 5, 5, i[2]).GcnNormalize().Values!], Budget.Composite()),
                new("a node alone", [Values([0, 1], 2) with { DType = DType.Int64, IsDifferentiable = false }, Values([1, 0], 2) with { DType = DType.Int64, IsDifferentiable = false }, Uniform(0.1, 2, 2)], i => [Matrix(i, 3, 3, i[2]).GcnNormalize().Values!], Budget.Composite()),
            ],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("a matrix that is not square", d => new CooTensor(Tensor.Zeros([1], DType.Int64, d), Tensor.Zeros([1], DType.Int64, d), 2, 3).CooToCsr().GcnNormalize())],
        },
        new("GcnAggregate", Family, "Â·X", "graph, X [n, F] → [n, F]")
        {
            Cases = [new("a node alone", [Indices(5, 12), Indices(5, 12), Normal(6, 3)], i => [Graph(i, 6).GcnAggregate(i[2])], Budget.Composite())],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("nodes", d => Pair(d).GcnAggregate(Tensor.Ones([3, 2], device: d)))],
        },
        new("NeighborMean", Family, "mean over neighbours, 0 of none", "graph, X [n, F] → [n, F]")
        {
            Cases = [new("a node without", [Indices(5, 12), Indices(5, 12), Normal(6, 3)], i => [Graph(i, 6).NeighborMean(i[2])], Budget.Composite())],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("nodes", d => Pair(d).NeighborMean(Tensor.Ones([3, 2], device: d)))],
        },
        new("NeighborMax", Family, "max over neighbours, 0 of none", "graph, X [n, F] → [n, F]")
        {
            Cases = [new("a node without", [Indices(5, 12), Indices(5, 12), Distinct(0.5, 6, 3)], i => [Graph(i, 6).NeighborMax(i[2])], Budget.Exact)],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("nodes", d => Pair(d).NeighborMax(Tensor.Ones([3, 2], device: d)))],
        },
    ];

    private static OperatorEntry[] Patterns =>
    [
        new("CooToCsr", Family, "entries sorted by row, stably", "COO → CSR")
        {
            Cases = [new("repeated entries", [Indices(7, 30), Indices(4, 30), Normal(30)], i => Parts(Matrix(i, 7, 4, i[2])), Budget.Exact)],
            BadInputs = [BadInput.Throws<ShapeMismatchException>("columns of another length", d => new CooTensor(Tensor.Zeros([2], DType.Int64, d), Tensor.Zeros([3], DType.Int64, d), 2, 2).CooToCsr())],
        },
        new("CsrTranspose", Family, "Aᵀ", "CSR → CSR")
        {
            Cases =
            [
                new("repeated entries", [Indices(7, 30), Indices(4, 30), Normal(30)], i => Parts(Matrix(i, 7, 4, i[2]).CsrTranspose()), Budget.Exact),
                new("there and back", [Indices(7, 30), Indices(4, 30), Normal(30)], i => Parts(Matrix(i, 7, 4, i[2]).CsrTranspose().CsrTranspose()), Budget.Exact),
            ],
        },
    ];

    private static OperatorEntry[] Embeddings =>
    [
        new("Embedding", Family, "y[…, :] = w[indices[…], :]", "w [V, D], indices [...] → [..., D]")
        {
            DeterminismNote = IndexingEntries.GradientByAtomics,
            Cases =
            [
                new("repeated indices", [Normal(7, 5), Indices(7, 4, 6)], i => [i[0].Embedding(i[1])], Budget.Exact),
                new("a row for padding", [Normal(4, 3), Indices(4, 20)], i => [i[0].Embedding(i[1], paddingIndex: 2)], Budget.Exact) { ChecksGradient = false },
                new("no indices", [Normal(4, 3), Indices(4, 0)], i => [i[0].Embedding(i[1])], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<DTypeMismatchException>("indices that are no integers", d => Tensor.Ones([4, 3], device: d).Embedding(Tensor.Zeros([2], device: d))),
                BadInput.Throws<ShapeMismatchException>("a vector", d => Tensor.Ones([4], device: d).Embedding(Tensor.Zeros([2], DType.Int64, d))),
                BadInput.Throws<ShapeMismatchException>("padding that is not there", d => Tensor.Ones([4, 3], device: d).Embedding(Tensor.Zeros([2], DType.Int64, d), 4)),
            ],
        },
        new("EmbeddingBag", Family, "sum, mean or max of each bag's rows", "w [V, D], indices [n], offsets [bags] → [bags, D]")
        {
            Cases =
            [
                new("mean, an empty bag", [Normal(6, 4), Indices(6, 9), Offsets(0, 4, 4)], i => [i[0].EmbeddingBag(i[1], i[2])], Budget.Composite()),
                new("sum", [Normal(6, 4), Indices(6, 9), Offsets(0, 1, 5)], i => [i[0].EmbeddingBag(i[1], i[2], EmbeddingBagMode.Sum)], Budget.Composite()),
                new("weighted sum", [Normal(6, 4), Indices(6, 9), Offsets(0, 1, 5), Normal(9)], i => [i[0].EmbeddingBag(i[1], i[2], EmbeddingBagMode.Sum, i[3])], Budget.Composite()),
                new("max", [Distinct(0.5, 6, 4), Indices(6, 9), Offsets(0, 3, 9)], i => [i[0].EmbeddingBag(i[1], i[2], EmbeddingBagMode.Max)], Budget.Exact),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("weighted mean", d => Tensor.Ones([4, 3], device: d).EmbeddingBag(Tensor.Zeros([2], DType.Int64, d), Tensor.Zeros([1], DType.Int64, d), EmbeddingBagMode.Mean, Tensor.Ones([2], device: d))),
                BadInput.Throws<ShapeMismatchException>("factors of another length", d => Tensor.Ones([4, 3], device: d).EmbeddingBag(Tensor.Zeros([2], DType.Int64, d), Tensor.Zeros([1], DType.Int64, d), EmbeddingBagMode.Sum, Tensor.Ones([3], device: d))),
                BadInput.Throws<DTypeMismatchException>("offsets that are no integers", d => Tensor.Ones([4, 3], device: d).EmbeddingBag(Tensor.Zeros([2], DType.Int64, d), Tensor.Zeros([1], device: d))),
            ],
        },
    ];

    private delegate InputSpecification Numbers(params ReadOnlySpan<long> extents);

    private static OperatorEntry Segment(
        string name, string formula, Func<Tensor, Tensor, long, Tensor> run, Numbers numbers) =>
        new(name, Family, formula, "x [E, …], segments [E] → [count, …]")
        {
            Cases =
            [
                new("in any order, one empty", [numbers(20, 3), Indices(6, 20)], i => [run(i[0], i[1], 7)], Budget.Composite()),
                new("vector", [numbers(9), Indices(4, 9)], i => [run(i[0], i[1], 4)], Budget.Composite()),
                new("three axes", [numbers(9, 2, 3), Indices(4, 9)], i => [run(i[0], i[1], 4)], Budget.Composite()),
                new("no elements", [numbers(0, 3), Indices(1, 0)], i => [run(i[0], i[1], 2)], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("segments of another length", d => run(Tensor.Ones([4, 3], device: d), Tensor.Zeros([3], DType.Int64, d), 2)),
                BadInput.Throws<DTypeMismatchException>("segments that are no integers", d => run(Tensor.Ones([4, 3], device: d), Tensor.Zeros([4], device: d), 2)),
                BadInput.Throws<ShapeMismatchException>("a negative count", d => run(Tensor.Ones([4, 3], device: d), Tensor.Zeros([4], DType.Int64, d), -1)),
            ],
        };

    /// <summary>A matrix of the case's first two inputs.</summary>
    private static CsrTensor Matrix(CaseInputs inputs, long rows, long columns, Tensor? values) =>
        new CooTensor(inputs[0], inputs[1], rows, columns, values).CooToCsr();

    private static GraphData Graph(CaseInputs inputs, long nodes) =>
        new(nodes, inputs[0], inputs[1], Tensor.Ones([inputs[0].Count], inputs.Precision, inputs.Device));

    private static Tensor[] Parts(CsrTensor matrix) => [matrix.Pattern.Offsets, matrix.Pattern.ColumnIndices, matrix.Values!];

    private static CsrTensor Square(Device device) =>
        new CooTensor(Tensor.Zeros([1], DType.Int64, device), Tensor.Zeros([1], DType.Int64, device), 2, 2, Tensor.Ones([1], device: device)).CooToCsr();

    private static GraphData Pair(Device device) => GraphData.FromEdges(2, [(0, 1)], isUndirected: true, device);

    private static InputSpecification Offsets(params double[] offsets) =>
        Values(offsets, offsets.Length) with { DType = DType.Int64, IsDifferentiable = false };
}
