using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Losses of elements.</summary>
internal static class LossEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Loss("MeanSquaredError", "(x − target)²", (x, t, r) => x.MeanSquaredError(t, r), Plain, Plain),
        Loss("HalfSquaredError", "½(x − target)²", (x, t, r) => x.HalfSquaredError(t, r), Plain, Plain),
        Loss("L1Loss", "|x − target|", (x, t, r) => x.L1Loss(t, r), Low, High),
        Loss("HuberLoss", "d²/2 where |d| ≤ δ, else δ·(|d| − δ/2)", (x, t, r) => x.HuberLoss(t, 0.7, r), Plain, Plain),
        Loss("KLDivergence", "target·(ln target − x)", (x, t, r) => x.KLDivergence(t, r), Plain, Probability),
        Loss("HingeLoss", "max(0, margin − x·target)", (x, t, r) => x.HingeLoss(t, 0.5, r), Low, Sign),
        Loss(
            "BinaryCrossEntropy",
            "−(target·ln x + (1 − target)·ln(1 − x))",
            (x, t, r) => x.BinaryCrossEntropy(t, r),
            Probability,
            Probability),
        Loss(
            "BinaryCrossEntropyWithLogits",
            "−(w·target·ln σ(x) + (1 − target)·ln(1 − σ(x)))",
            (x, t, r) => x.BinaryCrossEntropyWithLogits(t, 1.5, r),
            Plain,
            Probability),
    ];

    private delegate Tensor Run(Tensor x, Tensor target, Reduction reduction);

    private static InputSpecification Plain(long[] extents) => Normal(extents);

    private static InputSpecification Low(long[] extents) => Uniform(-2, -0.1, extents);

    private static InputSpecification High(long[] extents) => Uniform(0.1, 2, extents);

    private static InputSpecification Probability(long[] extents) => Uniform(0.05, 0.95, extents);

    private static InputSpecification Sign(long[] extents) => Uniform(0.3, 1, extents);

    private static OperatorEntry Loss(
        string name,
        string formula,
        Run run,
        Func<long[], InputSpecification> prediction,
        Func<long[], InputSpecification> target) =>
        new(name, "losses", formula, "x, target of one shape → scalar, or their shape")
        {
            Cases =
            [
                new("mean", [prediction([5, 7]), target([5, 7])], i => [run(i[0], i[1], Reduction.Mean)], Budget.Composite()),
                new("sum", [prediction([33]), target([33])], i => [run(i[0], i[1], Reduction.Sum)], Budget.Composite()),
                new("batch mean", [prediction([4, 6]), target([4, 6])], i => [run(i[0], i[1], Reduction.BatchMean)], Budget.Composite()),
                new("none", [prediction([2, 3, 5]), target([2, 3, 5])], i => [run(i[0], i[1], Reduction.None)], Budget.Composite()),
                new(
                    "views",
                    [prediction([6, 5]) with { IsTransposedView = true }, target([6, 5]) with { IsTransposedView = true }],
                    i => [run(i[0], i[1], Reduction.Mean)],
                    Budget.Composite()),
                new("one element", [prediction([1]), target([1])], i => [run(i[0], i[1], Reduction.Mean)], Budget.Composite()),
                new("empty", [prediction([0, 3]), target([0, 3])], i => [run(i[0], i[1], Reduction.Sum)], Budget.Exact),
                new(
                    "NaN, zeros and ones",
                    [Values([double.NaN, 0, 1, 0.5, 1, 0], 6), Values([1, 0, 0, double.NaN, 1, 1], 6)],
                    i => [run(i[0], i[1], Reduction.None)],
                    Budget.Composite()) { ChecksGradient = false },
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "a target of another shape",
                    device => run(Tensor.Ones([2, 1], device: device), Tensor.Ones([2], device: device), Reduction.Mean)),
                BadInput.Throws<DTypeMismatchException>(
                    "integers",
                    device => run(Tensor.Ones([2], DType.Int64, device), Tensor.Ones([2], device: device), Reduction.Mean)),
                BadInput.Throws<ArgumentOutOfRangeException>(
                    "a reduction that is none",
                    device => run(Tensor.Ones([2], device: device), Tensor.Ones([2], device: device), (Reduction)9)),
            ],
        };
}
