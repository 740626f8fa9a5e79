using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Losses.</summary>
internal static class LossEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        new("CrossEntropy", "losses", "mean of log Σⱼ exp(xⱼ) − x_target", "logits [n, c], targets [n] int64 → scalar")
        {
            Gradient = GradientKind.Once,
            Cases =
            [
                new("ten classes", [Normal(17, 10), Indices(10, 17)], Apply, Budget.Composite()),
                new("one sample, two classes", [Normal(1, 2), Indices(2, 1)], Apply, Budget.Composite()),
                new("many classes", [Normal(5, 1003), Indices(1003, 5)], Apply, Budget.Composite()),
                new("large logits", [Uniform(-300, 300, 6, 9), Indices(9, 6)], Apply, Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "targets of another length",
                    device => Tensor.Ones([3, 2], device: device).CrossEntropy(Tensor.Zeros([2], DType.Int64, device))),
                BadInput.Throws<DTypeMismatchException>(
                    "targets that are not int64",
                    device => Tensor.Ones([3, 2], device: device).CrossEntropy(Tensor.Zeros([3], device: device))),
            ],
        },
    ];

    private static Tensor[] Apply(CaseInputs inputs) => [inputs[0].CrossEntropy(inputs[1])];
}
