using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Functions of elements.</summary>
internal static class ElementwiseEntries
{
    private static readonly Budget CorrectlyRounded = Budget.Ulps(0.5, "IEEE 754: correctly rounded");

    public static IEnumerable<OperatorEntry> All =>
    [
        Arithmetic("Add", "x + y", (x, y) => x + y),
        Arithmetic("Subtract", "x − y", (x, y) => x - y),
        Arithmetic("Multiply", "x · y", (x, y) => x * y),
        Arithmetic("Divide", "x / y", (x, y) => x / y),
    ];

    private static OperatorEntry Arithmetic(string name, string formula, Func<Tensor, Tensor, Tensor> run)
    {
        Tensor[] Apply(CaseInputs inputs) => [run(inputs[0], inputs[1])];
        return new(name, "elementwise", formula, "x, y broadcast → result")
        {
            Cases =
            [
                new("same shape", [Normal(5, 7), Uniform(0.5, 2, 5, 7)], Apply, CorrectlyRounded),
                new("row and column", [Normal(5, 1), Uniform(0.5, 2, 7)], Apply, CorrectlyRounded),
                new("transposed view", [Normal(33, 17) with { IsTransposedView = true }, Uniform(0.5, 2, 33, 17)], Apply, CorrectlyRounded),
                new("scalar", [Normal(), Uniform(0.5, 2, 3)], Apply, CorrectlyRounded),
                new("one element", [Normal(1), Uniform(0.5, 2, 1)], Apply, CorrectlyRounded),
                new("empty", [Normal(0, 3), Uniform(0.5, 2, 0, 3)], Apply, CorrectlyRounded),
                new(
                    "NaN, infinities and zeros",
                    [
                        Values([double.NaN, 1, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 2], 7),
                        Values([1, double.NaN, 2, 3, -0.0, 5, double.PositiveInfinity], 7),
                    ],
                    Apply,
                    CorrectlyRounded) { ChecksGradient = false },
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "shapes that do not broadcast", device => run(Tensor.Ones([2, 3], device: device), Tensor.Ones([4], device: device))),
                BadInput.Throws<DeviceMismatchException>(
                    "two devices",
                    device => run(
                        Tensor.Ones([2], device: device),
                        Tensor.Ones([2], device: device == Device.Cpu ? Device.Reference : Device.Cpu))),
            ],
        };
    }
}
