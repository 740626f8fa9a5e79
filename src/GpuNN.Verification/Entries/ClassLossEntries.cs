using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Losses of classes.</summary>
internal static class ClassLossEntries
{
    public static IEnumerable<OperatorEntry> All => [CrossEntropy, NegativeLogLikelihood, CrossEntropyProbabilities];

    private static OperatorEntry CrossEntropy => new(
        "CrossEntropy", "losses", "−w·log softmax(x)[target]", "x [n, c, d...] or [c], targets [n, d...] int64 → scalar or the targets' shape")
    {
        Cases =
        [
            new("ten classes", [Normal(17, 10), Indices(10, 17)], i => [i[0].CrossEntropy(i[1])], Budget.Composite()),
            new("one sample, two classes", [Normal(1, 2), Indices(2, 1)], i => [i[0].CrossEntropy(i[1])], Budget.Composite()),
            new("many classes", [Normal(5, 1003), Indices(1003, 5)], i => [i[0].CrossEntropy(i[1])], Budget.Composite()),
            new("large logits", [Uniform(-300, 300, 6, 9), Indices(9, 6)], i => [i[0].CrossEntropy(i[1])], Budget.Composite()),
            new("sum", [Normal(4, 3), Indices(3, 4)], i => [i[0].CrossEntropy(i[1], reduction: Reduction.Sum)], Budget.Composite()),
            new("an image", [Normal(2, 4, 3, 5), Indices(4, 2, 3, 5)], i => [i[0].CrossEntropy(i[1], reduction: Reduction.None)], Budget.Composite()),
            new("a single sample", [Normal(4), Indices(4)], i => [i[0].CrossEntropy(i[1])], Budget.Composite()),
            new("weights", [Normal(9, 4), Indices(4, 9), Constant([0.5, 2, 1, 0.25])], i => [i[0].CrossEntropy(i[1], i[2])], Budget.Composite()),
            new("ignored samples", [Normal(9, 4), Indices(4, 9)], i => [i[0].CrossEntropy(i[1], ignoredIndex: 2)], Budget.Composite()),
            new("an ignored index that is no class", [Normal(3, 4), Constant([1, -100, 3], DType.Int64)], i => [i[0].CrossEntropy(i[1], ignoredIndex: -100)], Budget.Composite()),
            new("smoothing", [Normal(9, 4), Indices(4, 9)], i => [i[0].CrossEntropy(i[1], labelSmoothing: 0.2)], Budget.Composite()),
            new(
                "all options",
                [Normal(9, 4), Indices(4, 9), Constant([0.5, 2, 1, 0.25])],
                i => [i[0].CrossEntropy(i[1], i[2], 1, 0.1), i[0].CrossEntropy(i[1], i[2], 1, 0.1, Reduction.None)],
                Budget.Composite()),
            new("view", [Normal(5, 6) with { IsTransposedView = true }, Indices(6, 5)], i => [i[0].CrossEntropy(i[1])], Budget.Composite()),
            new("NaN and infinity", [Values([1, double.NaN, 2, double.NegativeInfinity, 1, 0], 2, 3), Constant([0, 1], DType.Int64)], i => [i[0].CrossEntropy(i[1], reduction: Reduction.None)], Budget.Composite())
            {
                ChecksGradient = false,
            },
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "targets of another length",
                device => Tensor.Ones([3, 2], device: device).CrossEntropy(Tensor.Zeros([2], DType.Int64, device))),
            BadInput.Throws<ShapeMismatchException>(
                "weights of another length",
                device => Tensor.Ones([3, 2], device: device).CrossEntropy(Tensor.Zeros([3], DType.Int64, device), Tensor.Ones([3], device: device))),
            BadInput.Throws<DTypeMismatchException>(
                "targets that are not int64",
                device => Tensor.Ones([3, 2], device: device).CrossEntropy(Tensor.Zeros([3], device: device))),
            BadInput.Throws<ArgumentOutOfRangeException>(
                "smoothing above 1",
                device => Tensor.Ones([3, 2], device: device).CrossEntropy(Tensor.Zeros([3], DType.Int64, device), labelSmoothing: 1.5)),
            TargetOutOfRange((x, targets) => x.CrossEntropy(targets)),
        ],
    };

    private static OperatorEntry NegativeLogLikelihood => new(
        "NegativeLogLikelihood", "losses", "−w·x[target]", "x [n, c, d...] or [c], targets [n, d...] int64 → scalar or the targets' shape")
    {
        Cases =
        [
            new("mean", [Normal(17, 10), Indices(10, 17)], i => [i[0].NegativeLogLikelihood(i[1])], Budget.Composite()),
            new("none", [Normal(2, 4, 3), Indices(4, 2, 3)], i => [i[0].NegativeLogLikelihood(i[1], reduction: Reduction.None)], Budget.Exact),
            new("a single sample", [Normal(4), Indices(4)], i => [i[0].NegativeLogLikelihood(i[1])], Budget.Exact),
            new("weights", [Normal(9, 4), Indices(4, 9), Constant([0.5, 2, 1, 0.25])], i => [i[0].NegativeLogLikelihood(i[1], i[2])], Budget.Composite()),
            new("ignored samples", [Normal(9, 4), Indices(4, 9)], i => [i[0].NegativeLogLikelihood(i[1], ignoredIndex: 2)], Budget.Composite()),
            new(
                "all options",
                [Normal(4, 3), Constant([1, -100, 2, 0], DType.Int64), Constant([0.5, 2, 1])],
                i => [i[0].NegativeLogLikelihood(i[1], i[2], -100), i[0].NegativeLogLikelihood(i[1], i[2], -100, Reduction.Sum)],
                Budget.Composite()),
            new("exact", [SmallIntegers(8, 5), Indices(5, 8)], i => [i[0].NegativeLogLikelihood(i[1], reduction: Reduction.Sum)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "targets of another length",
                device => Tensor.Ones([3, 2], device: device).NegativeLogLikelihood(Tensor.Zeros([2], DType.Int64, device))),
            BadInput.Throws<DTypeMismatchException>(
                "targets that are not int64",
                device => Tensor.Ones([3, 2], device: device).NegativeLogLikelihood(Tensor.Zeros([3], device: device))),
            TargetOutOfRange((x, targets) => x.NegativeLogLikelihood(targets)),
        ],
    };

    private static OperatorEntry CrossEntropyProbabilities => new(
        "CrossEntropyProbabilities", "losses", "−Σ w·q·log softmax(x)", "x, q [n, c, d...] or [c] → scalar or [n, d...]")
    {
        Cases =
        [
            new("mean", [Normal(7, 5), Uniform(0, 1, 7, 5)], i => [i[0].CrossEntropyProbabilities(i[1])], Budget.Composite()),
            new("an image", [Normal(2, 3, 4, 5), Uniform(0, 1, 2, 3, 4, 5)], i => [i[0].CrossEntropyProbabilities(i[1], reduction: Reduction.None)], Budget.Composite()),
            new("a single sample", [Normal(5), Uniform(0, 1, 5)], i => [i[0].CrossEntropyProbabilities(i[1])], Budget.Composite()),
            new(
                "weights and smoothing",
                [Normal(6, 3), Uniform(0, 1, 6, 3), Constant([0.5, 2, 1])],
                i => [i[0].CrossEntropyProbabilities(i[1], i[2], 0.1)],
                Budget.Composite()),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "probabilities of another shape",
                device => Tensor.Ones([3, 2], device: device).CrossEntropyProbabilities(Tensor.Ones([3], device: device))),
            BadInput.Throws<ArgumentOutOfRangeException>(
                "smoothing below 0",
                device => Tensor.Ones([3, 2], device: device).CrossEntropyProbabilities(Tensor.Ones([3, 2], device: device), labelSmoothing: -0.1)),
        ],
    };

    private static InputSpecification Constant(double[] values, DType? dtype = null) =>
        Values(values, values.Length) with { DType = dtype, IsDifferentiable = false };

    /// <summary>Only devices whose memory the host reads report it.</summary>
    private static BadInput TargetOutOfRange(Func<Tensor, Tensor, Tensor> run) => BadInput.Throws<TensorIndexException>(
        "a target that is no class", _ => run(Tensor.Ones([2, 3], device: Device.Cpu), Tensor.From([0L, 3L], Device.Cpu)));
}
