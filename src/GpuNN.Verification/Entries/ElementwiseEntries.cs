using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Functions of elements.</summary>
internal static class ElementwiseEntries
{
    private static readonly Budget CorrectlyRounded = Budget.Ulps(0.5, "IEEE 754: correctly rounded");

    public static IEnumerable<OperatorEntry> All =>
    [
        Binary("Add", "x + y", (x, y) => x + y),
        Binary("Subtract", "x − y", (x, y) => x - y),
        Binary("Multiply", "x · y", (x, y) => x * y),
        Binary("Divide", "x / y", (x, y) => x / y),
        Binary("Minimum", "min(x, y)", (x, y) => x.Minimum(y)),
        Binary("Maximum", "max(x, y)", (x, y) => x.Maximum(y)),
        Binary("AddScaled", "x + α·y", (x, y) => x.AddScaled(y, -1.5), Budget.Composite()),
        .. Functions,
        .. Powers,
        Lerp,
        Cast,
    ];

    private static IEnumerable<OperatorEntry> Functions =>
    [
        Unary("Negate", "−x", x => -x, CorrectlyRounded),
        Unary("Affine", "α·x + β", x => x.Affine(-1.5, 0.25), Budget.Composite()),
        Unary("Abs", "|x|", x => x.Abs(), CorrectlyRounded, Away0),
        Unary("Sign", "−1, 0 or 1", x => x.Sign(), CorrectlyRounded, Away0),
        Unary("Floor", "⌊x⌋", x => x.Floor(), CorrectlyRounded, AwayFromIntegers),
        Unary("Ceiling", "⌈x⌉", x => x.Ceiling(), CorrectlyRounded, AwayFromIntegers),
        Unary("Round", "the nearest integer, ties to even", x => x.Round(), CorrectlyRounded, AwayFromHalves),
        Unary("Square", "x²", x => x.Square(), CorrectlyRounded),
        Unary("Reciprocal", "1 / x", x => x.Reciprocal(), OpenCl(2.5), Positive),
        Unary("Sqrt", "√x", x => x.Sqrt(), OpenCl(3), Positive),
        Unary("ReciprocalSqrt", "1 / √x", x => x.ReciprocalSqrt(), OpenCl(2), Positive),
        Unary("Exp", "eˣ", x => x.Exp(), OpenCl(3)),
        Unary("Expm1", "eˣ − 1", x => x.Expm1(), OpenCl(3)),
        Unary("Log", "ln x", x => x.Log(), OpenCl(3), Positive),
        Unary("Log1p", "ln(1 + x)", x => x.Log1p(), OpenCl(2), Positive),
        Unary("Log2", "log₂ x", x => x.Log2(), OpenCl(3), Positive),
        Unary("Sin", "sin x", x => x.Sin(), OpenCl(4)),
        Unary("Cos", "cos x", x => x.Cos(), OpenCl(4)),
        Unary("Erf", "2/√π · ∫₀ˣ exp(−t²) dt", x => x.Erf(), OpenCl(16)),
        Unary("Clamp", "min(max(x, low), high)", x => x.Clamp(-0.5, 1), CorrectlyRounded, extents => Away([-0.5, 1], 0.01, extents)),
    ];

    private static IEnumerable<OperatorEntry> Powers =>
    [
        new("Power", "elementwise", "x^y", "x, y broadcast → result; or a number for y")
        {
            Cases =
            [
                new("tensor exponent", [Positive([4, 9]), Normal(4, 9)], i => [i[0].Power(i[1])], OpenCl(16)),
                new("broadcast", [Positive([4, 1]), Normal(9)], i => [i[0].Power(i[1])], OpenCl(16)),
                new("cube", [Normal(5, 7)], i => [i[0].Power(3)], OpenCl(16)),
                new("root", [Positive([31])], i => [i[0].Power(0.5)], OpenCl(16)),
                new("zeroth", [Normal(5)], i => [i[0].Power(0)], Budget.Exact),
                new("view", [Positive([7, 6]) with { IsTransposedView = true }], i => [i[0].Power(-1.5)], OpenCl(16)),
                new(
                    "special cases of pow",
                    [
                        Values([0, 0, 0, -2, -2, double.NaN, 1, double.PositiveInfinity, double.NegativeInfinity], 9),
                        Values([0, -1, 2, 3, 0.5, 0, double.NaN, -1, 3], 9),
                    ],
                    i => [i[0].Power(i[1])],
                    OpenCl(16)) { ChecksGradient = false },
            ],
            BadInputs = [NotBroadcasting((x, y) => x.Power(y))],
        },
    ];

    private static OperatorEntry Lerp => new("Lerp", "elementwise", "x + w·(y − x)", "x, y, w broadcast → result; or a number for w")
    {
        Cases =
        [
            new("tensor weight", [Normal(3, 8), Normal(3, 8), Uniform(0, 1, 3, 8)], i => [i[0].Lerp(i[1], i[2])], Budget.Composite()),
            new("broadcast", [Normal(3, 1), Normal(8), Uniform(0, 1, 2, 1, 1)], i => [i[0].Lerp(i[1], i[2])], Budget.Composite()),
            new("number", [Normal(17), Normal(17)], i => [i[0].Lerp(i[1], 0.25)], Budget.Composite()),
            new("view", [Normal(5, 4) with { IsTransposedView = true }, Normal(4)], i => [i[0].Lerp(i[1], 0.75)], Budget.Composite()),
            new("exact", [SmallIntegers(40), SmallIntegers(40)], i => [i[0].Lerp(i[1], 0.5)], Budget.Exact),
        ],
        BadInputs = [NotBroadcasting((x, y) => x.Lerp(y, 0.5))],
    };

    private static OperatorEntry Cast => new("Cast", "elementwise", "the same numbers in another type", "x [...] → [...]")
    {
        Cases =
        [
            new("to float64 and back", [Normal(3, 9)], i => [i[0].Cast(DType.Float64).Cast(i.Precision)], Budget.Exact),
            new("to int64", [Uniform(-100, 100, 33)], i => [i[0].Cast(DType.Int64)], Budget.Exact) { ChecksGradient = false },
            new("to uint8, saturating", [Values([1e20, -1e20, double.NaN, 2.9, -2.9], 5)], i => [i[0].Cast(DType.UInt8)], Budget.Exact)
            {
                ChecksGradient = false,
            },
            new("to bool", [Values([0, -0.0, 0.5, double.NaN], 4)], i => [i[0].Cast(DType.Bool)], Budget.Exact) { ChecksGradient = false },
            new("to float16", [Normal(40)], i => [i[0].Cast(DType.Float16).Cast(DType.Float32)], Budget.Exact) { ChecksGradient = false },
            new("to bfloat16", [Normal(40)], i => [i[0].Cast(DType.BFloat16).Cast(DType.Float32)], Budget.Exact) { ChecksGradient = false },
            new("from int64", [Indices(100, 4, 5)], i => [i[0].Cast(i.Precision)], Budget.Exact),
            new("view", [Normal(4, 6) with { IsTransposedView = true }], i => [i[0].Cast(DType.Float64)], Budget.Exact),
        ],
    };

    internal static BadInput NotBroadcasting(Func<Tensor, Tensor, Tensor> run) => BadInput.Throws<ShapeMismatchException>(
        "shapes that do not broadcast", device => run(Tensor.Ones([2, 3], device: device), Tensor.Ones([4], device: device)));

    private static Budget OpenCl(double ulps) => Budget.Ulps(ulps, "OpenCL 1.2, section 7.4");

    private static InputSpecification Positive(long[] extents) => Uniform(0.25, 3, extents);

    private static InputSpecification Away0(long[] extents) => Away([0], 0.01, extents);

    private static InputSpecification AwayFromIntegers(long[] extents) =>
        Away([.. Enumerable.Range(-12, 25).Select(kink => (double)kink)], 0.01, extents);

    private static InputSpecification AwayFromHalves(long[] extents) =>
        Away([.. Enumerable.Range(-12, 25).Select(kink => kink + 0.5)], 0.01, extents);

    private static OperatorEntry Unary(
        string name, string formula, Func<Tensor, Tensor> run, Budget budget, Func<long[], InputSpecification>? input = null) =>
        UnaryCases.Entry(name, "elementwise", formula, run, budget, input);

    private static OperatorEntry Binary(string name, string formula, Func<Tensor, Tensor, Tensor> run, Budget? budget = null)
    {
        Budget bound = budget ?? CorrectlyRounded;
        Tensor[] Apply(CaseInputs inputs) => [run(inputs[0], inputs[1])];
        return new(name, "elementwise", formula, "x, y broadcast → result")
        {
            Cases =
            [
                new("same shape", [Normal(5, 7), Uniform(0.5, 2, 5, 7)], Apply, bound),
                new("row and column", [Normal(5, 1), Uniform(0.5, 2, 7)], Apply, bound),
                new("transposed view", [Normal(33, 17) with { IsTransposedView = true }, Uniform(0.5, 2, 33, 17)], Apply, bound),
                new("scalar", [Normal(), Uniform(0.5, 2, 3)], Apply, bound),
                new("one element", [Normal(1), Uniform(0.5, 2, 1)], Apply, bound),
                new("empty", [Normal(0, 3), Uniform(0.5, 2, 0, 3)], Apply, bound),
                new(
                    "NaN, infinities and zeros",
                    [
                        Values([double.NaN, 1, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 2], 7),
                        Values([1, double.NaN, 2, 3, -0.0, 5, double.PositiveInfinity], 7),
                    ],
                    Apply,
                    bound) { ChecksGradient = false },
            ],
            BadInputs =
            [
                NotBroadcasting(run),
                BadInput.Throws<DeviceMismatchException>(
                    "two devices",
                    device => run(
                        Tensor.Ones([2], device: device),
                        Tensor.Ones([2], device: device == Device.Cpu ? Device.Reference : Device.Cpu))),
            ],
        };
    }
}
