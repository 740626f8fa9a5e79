using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Softmax and its logarithm.</summary>
internal static class SoftmaxEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Entry("Softmax", "exp(x)/Σ exp(x) along an axis", (x, axis) => x.Softmax(axis)),
        Entry("LogSoftmax", "x − log Σ exp(x) along an axis", (x, axis) => x.LogSoftmax(axis)),
    ];

    private static OperatorEntry Entry(string name, string formula, Func<Tensor, int, Tensor> run) =>
        new(name, "softmax and losses", formula, "x [...] → the same shape")
        {
            Cases =
            [
                new("last axis", [Normal(7, 13)], i => [run(i[0], -1)], Budget.Composite()),
                new("first axis", [Normal(13, 5)], i => [run(i[0], 0)], Budget.Composite()),
                new("inner axis", [Normal(3, 7, 4)], i => [run(i[0], 1)], Budget.Composite()),
                new("inner axis, lines beyond one block", [Normal(2, 33, 17)], i => [run(i[0], 1)], Budget.Composite()),
                new("first axis, long lines", [Normal(1009, 9)], i => [run(i[0], 0)], Budget.Composite()),
                new("long", [Normal(3, 1009)], i => [run(i[0], 1)], Budget.Composite()),
                new("one element a line", [Normal(4, 1)], i => [run(i[0], 1)], Budget.Composite()),
                new("large numbers", [Uniform(-500, 500, 4, 9)], i => [run(i[0], 1)], Budget.Composite()),
                new("view", [Normal(9, 6) with { IsTransposedView = true }], i => [run(i[0], 1)], Budget.Composite()),
                new("empty", [Normal(0, 5)], i => [run(i[0], 1)], Budget.Composite()),
                new(
                    "NaN and infinities",
                    [Values([1, double.NaN, 2, 1, double.NegativeInfinity, 2, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 1, double.PositiveInfinity, 2], 4, 3)],
                    i => [run(i[0], 1)],
                    Budget.Composite()) { ChecksGradient = false },
            ],
            BadInputs =
            [
                BadInput.Throws<ArgumentOutOfRangeException>("an axis that is not there", d => run(Tensor.Ones([2, 3], device: d), 2)),
                BadInput.Throws<DTypeMismatchException>("integers", d => run(Tensor.Ones([2, 3], DType.Int64, d), 1)),
            ],
        };
}
