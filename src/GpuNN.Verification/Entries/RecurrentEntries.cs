using GpuNN.Backends;
using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Recurrent cells and sequences.</summary>
internal static class RecurrentEntries
{
    private const string Family = "recurrent and attention";

    public static IEnumerable<OperatorEntry> All =>
    [
        Cell("RnnCell", "f(W·x + b + U·h + b′)", 1, (x, h, w) => [x.RnnCell(h, w)]),
        Cell("LstmCell", "c′ = f∘c + i∘g, h′ = o∘tanh c′", 4, (x, h, w) => Both(x.LstmCell(h, h.Affine(0.5, 0.1), w))),
        Cell("GruCellResetAfter", "(1 − z)∘tanh(W₂·x + b₂ + r∘(U₂·h + b′₂)) + z∘h", 3, (x, h, w) => [x.GruCellResetAfter(h, w)]),
        Cell("GruCellResetBefore", "(1 − z)∘tanh(W₂·x + b₂ + U₂·(r∘h) + b′₂) + z∘h", 3, (x, h, w) => [x.GruCellResetBefore(h, w)]),
        Sequence("RnnSequence", "h[t] = f(W·x[t] + b + U·h[t−1] + b′)", 1, RunElman) with
        {
            Cases =
            [
                .. Sequence("RnnSequence", string.Empty, 1, RunElman).Cases,
                Elman("identity", Activation.Identity),
                Elman("sigmoid", Activation.Sigmoid),
                Elman("ReLU", Activation.ReLU),
            ],
        },
        Sequence("LstmSequence", "i, f, g, o of W·x[t] + b + U·h[t−1] + b′; c = f∘c + i∘g, h = o∘tanh c", 4, RunLstm),
        WithBothForms(Sequence("GruSequence", "r, z of W·x[t] + b + U·h[t−1] + b′; h = (1 − z)∘n + z∘h", 3, (x, s, w, o) => RunGru(x, s, w, o, true))),
        Highway,
    ];

    private static OperatorEntry Highway =>
        new("Highway", Family, "g∘f(W·x + b) + (1 − g)∘x, g = σ(W′·x + b′)", "x [..., D], W, W′ [D, D], b, b′ [D] → x's shape")
        {
            Cases =
            [
                new("tanh", [Normal(5, 7), Normal(7, 7), Normal(7), Normal(7, 7), Normal(7)], i => [i[0].Highway(i[1], i[2], i[3], i[4], Activation.Tanh)], Budget.Composite()),
                new("without biases", [Normal(2, 3, 4), Normal(4, 4), Normal(4, 4)], i => [i[0].Highway(i[1], null, i[2], null, Activation.Sigmoid)], Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a matrix that is not square", d => Tensor.Ones([2, 3], device: d).Highway(Tensor.Ones([4, 3], device: d), null, Tensor.Ones([4, 3], device: d), null)),
                BadInput.Throws<ShapeMismatchException>("a gate of another size", d => Tensor.Ones([2, 3], device: d).Highway(Tensor.Ones([3, 3], device: d), null, Tensor.Ones([4, 3], device: d), null)),
            ],
        };

    /// <summary>Batch, inputs and hidden size all different.</summary>
    private static OperatorEntry Cell(string name, string formula, int gates, Func<Tensor, Tensor, RecurrentWeights, Tensor[]> run)
    {
        RecurrentWeights Ones(Device d) => new(Tensor.Ones([gates * 3, 2], device: d), Tensor.Ones([gates * 3, 3], device: d));
        return new(name, Family, formula, "x [N, I], h [N, H] → [N, H]")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new(
                    "with biases",
                    [Normal(5, 3), Normal(5, 4), Normal(4 * gates, 3), Normal(4 * gates, 4), Normal(4 * gates), Normal(4 * gates)],
                    i => run(i[0], i[1], new(i[2], i[3], i[4], i[5])),
                    Budget.Composite()),
                new("without", [Normal(2, 7), Normal(2, 3), Normal(3 * gates, 7), Normal(3 * gates, 3)], i => run(i[0], i[1], new(i[2], i[3])), Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a vector", d => run(Tensor.Ones([2], device: d), Tensor.Ones([4, 3], device: d), Ones(d))),
                BadInput.Throws<ShapeMismatchException>("inputs", d => run(Tensor.Ones([4, 3], device: d), Tensor.Ones([4, 3], device: d), Ones(d))),
                BadInput.Throws<ShapeMismatchException>("state", d => run(Tensor.Ones([4, 2], device: d), Tensor.Ones([5, 3], device: d), Ones(d))),
                BadInput.Throws<ShapeMismatchException>("bias", d => run(Tensor.Ones([4, 2], device: d), Tensor.Ones([4, 3], device: d), Ones(d) with { HiddenBias = Tensor.Ones([1], device: d) })),
            ],
        };
    }

    /// <summary>Steps, batch, inputs and hidden size all different.</summary>
    private static OperatorEntry Sequence(
        string name, string formula, int gates, Func<Tensor, Tensor?, RecurrentWeights[], RecurrentOptions?, Tensor[]> run)
    {
        RecurrentWeights Ones(Device d) => new(Tensor.Ones([gates * 3, 2], device: d), Tensor.Ones([gates * 3, 3], device: d));
        return new(name, Family, formula, "x [T, N, I], states [layers·directions, N, H] → [T, N, directions·H], last states")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new(
                    "one layer",
                    [Normal(6, 3, 5), Normal(1, 3, 4), Scaled(4 * gates, 5), Scaled(4 * gates, 4), Normal(4 * gates), Normal(4 * gates)],
                    i => run(i[0], i[1], [new(i[2], i[3], i[4], i[5])], null),
                    Budget.Composite()),
                new("one step, one sample", [Normal(1, 1, 2), Scaled(3 * gates, 2), Scaled(3 * gates, 3)], i => run(i[0], null, [new(i[1], i[2])], null), Budget.Composite()),
                new(
                    "lengths",
                    [Normal(5, 3, 2), Normal(1, 3, 4), Scaled(4 * gates, 2), Scaled(4 * gates, 4), Normal(4 * gates), Normal(4 * gates), Values([5, 1, 3], 3) with { DType = DType.Int64, IsDifferentiable = false }],
                    i => run(i[0], i[1], [new(i[2], i[3], i[4], i[5])], new() { Lengths = i[6] }),
                    Budget.Composite()),
                new(
                    "float16",
                    [.. ((long[][])[[4, 3, 2], [1, 3, 4], [4 * gates, 2], [4 * gates, 4], [4 * gates], [4 * gates]]).Select(extents => Stored(DType.Float16, extents))],
                    i => StorageTypes.RunAll(i, DType.Float16, t => run(t[0], t[1], [new(t[2], t[3], t[4], t[5])], null)),
                    Budget.Composite()),
                new(
                    "bfloat16, without biases",
                    [.. ((long[][])[[3, 2, 3], [1, 2, 5], [5 * gates, 3], [5 * gates, 5]]).Select(extents => Stored(DType.BFloat16, extents))],
                    i => StorageTypes.RunAll(i, DType.BFloat16, t => run(t[0], t[1], [new(t[2], t[3])], null)),
                    Budget.Composite()),
                new(
                    "two layers, both directions, lengths",
                    [
                        Normal(4, 3, 2), Normal(4, 3, 3), Scaled(3 * gates, 2), Scaled(3 * gates, 3), Scaled(3 * gates, 2), Scaled(3 * gates, 3),
                        Scaled(3 * gates, 6), Scaled(3 * gates, 3), Normal(3 * gates), Scaled(3 * gates, 6), Scaled(3 * gates, 3),
                        Values([2, 4, 3], 3) with { DType = DType.Int64, IsDifferentiable = false },
                    ],
                    i => run(
                        i[0],
                        i[1],
                        [new(i[2], i[3]), new(i[4], i[5]), new(i[6], i[7], i[8], i[8]), new(i[9], i[10])],
                        new() { IsBidirectional = true, Lengths = i[11] }),
                    Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a matrix", d => run(Tensor.Ones([4, 2], device: d), null, [Ones(d)], null)),
                BadInput.Throws<ShapeMismatchException>("no weights", d => run(Tensor.Ones([5, 4, 2], device: d), null, [], null)),
                BadInput.Throws<ShapeMismatchException>("weights of one direction for two", d => run(Tensor.Ones([5, 4, 2], device: d), null, [Ones(d)], new() { IsBidirectional = true })),
                BadInput.Throws<ShapeMismatchException>("state", d => run(Tensor.Ones([5, 4, 2], device: d), Tensor.Ones([1, 5, 3], device: d), [Ones(d)], null)),
                BadInput.Throws<ShapeMismatchException>("lengths", d => run(Tensor.Ones([5, 4, 2], device: d), null, [Ones(d)], new() { Lengths = Tensor.Ones([5], DType.Int64, d) })),
                BadInput.Throws<DTypeMismatchException>("lengths that are not int64", d => run(Tensor.Ones([5, 4, 2], device: d), null, [Ones(d)], new() { Lengths = Tensor.Ones([4], device: d) })),
            ],
        };
    }

    private static OperatorCase Elman(string name, Activation activation) => new(
        name,
        [Uniform(0.1, 1, 5, 2, 3), Uniform(0.1, 1, 1, 2, 4), Uniform(0.05, 0.3, 4, 3), Uniform(0.05, 0.3, 4, 4)],
        i =>
        {
            var (output, last) = i[0].RnnSequence(i[1], [new(i[2], i[3])], activation);
            return [output, last];
        },
        Budget.Composite());

    private static OperatorEntry WithBothForms(OperatorEntry entry) => entry with
    {
        Cases =
        [
            .. entry.Cases,
            .. Sequence(string.Empty, string.Empty, 3, (x, s, w, o) => RunGru(x, s, w, o, false)).Cases
                .Select(operatorCase => operatorCase with { Name = $"{operatorCase.Name}, reset before" }),
        ],
    };

    /// <summary>Weights small enough that gates do not saturate.</summary>
    private static InputSpecification Scaled(params ReadOnlySpan<long> extents) => Uniform(-0.7, 0.7, extents);

    private static Tensor[] RunElman(Tensor x, Tensor? state, RecurrentWeights[] weights, RecurrentOptions? options)
    {
        var (output, last) = x.RnnSequence(state, weights, Activation.Tanh, options);
        return [output, last];
    }

    private static Tensor[] RunLstm(Tensor x, Tensor? state, RecurrentWeights[] weights, RecurrentOptions? options)
    {
        var (output, hidden, cell) = x.LstmSequence(state, state?.Affine(-0.5, 0.2), weights, options);
        return [output, hidden, cell];
    }

    private static Tensor[] RunGru(Tensor x, Tensor? state, RecurrentWeights[] weights, RecurrentOptions? options, bool resetAfter)
    {
        var (output, last) = x.GruSequence(state, weights, resetAfter, options);
        return [output, last];
    }

    private static Tensor[] Both((Tensor Hidden, Tensor Cell) states) => [states.Hidden, states.Cell];
}
