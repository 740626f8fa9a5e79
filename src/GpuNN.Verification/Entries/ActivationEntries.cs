using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Activations.</summary>
internal static class ActivationEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Activation("Identity", "x", x => x.Identity(), Budget.Exact),
        Activation("Sigmoid", "1 / (1 + e⁻ˣ)", x => x.Sigmoid()),
        Activation("HardSigmoid", "min(max(x + 3, 0), 6) / 6", x => x.HardSigmoid(), kinks: [-3, 3]),
        Activation("LogSigmoid", "ln(1 / (1 + e⁻ˣ))", x => x.LogSigmoid()),
        Activation("Tanh", "tanh x", x => x.Tanh()),
        Activation("HardTanh", "min(max(x, low), high)", x => x.HardTanh(-0.75, 1.25), Budget.Exact, [-0.75, 1.25]),
        Activation("ReLU", "max(x, 0)", x => x.ReLU(), Budget.Exact, [0]),
        Activation("ReLU6", "min(max(x, 0), 6)", x => x.ReLU6(), Budget.Exact, [0, 6]),
        Activation("LeakyReLU", "x where x > 0, else slope·x", x => x.LeakyReLU(0.1), kinks: [0]),
        Activation("ELU", "x where x > 0, else α·(eˣ − 1)", x => x.ELU(1.5), kinks: [0]),
        Activation("SELU", "λ·x where x > 0, else λ·α·(eˣ − 1)", x => x.SELU(), kinks: [0]),
        Activation("CELU", "x where x > 0, else α·(e^(x/α) − 1)", x => x.CELU(0.5), kinks: [0]),
        Activation("Softplus", "ln(1 + e^(β·x)) / β", x => x.Softplus(2, 3), kinks: [1.5]),
        Activation("Softsign", "x / (1 + |x|)", x => x.Softsign(), kinks: [0]),
        Activation("GELU", "x·Φ(x)", x => x.GELU()),
        Activation("GELUTanh", "x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2", x => x.GELUTanh()),
        Activation("SiLU", "x / (1 + e⁻ˣ)", x => x.SiLU()),
        Activation("HardSwish", "x·min(max(x + 3, 0), 6) / 6", x => x.HardSwish(), kinks: [-3, 3]),
        Activation("Mish", "x·tanh(ln(1 + eˣ))", x => x.Mish()),
        PReLU,
        Maxout,
        GLU,
    ];

    private static OperatorEntry PReLU => new("PReLU", "activations", "x where x > 0, else slope·x, learned", "x [n, c, ...], slope [1] or [c] → [n, c, ...]")
    {
        Cases =
        [
            new("one slope", [Away([0], 0.01, 5, 7), Uniform(0.1, 0.5, 1)], i => [i[0].PReLU(i[1])], Budget.Composite()),
            new("a slope per channel", [Away([0], 0.01, 2, 3, 4, 5), Uniform(0.1, 0.5, 3)], i => [i[0].PReLU(i[1])], Budget.Composite()),
            new("a slope per feature", [Away([0], 0.01, 6, 5), Normal(5)], i => [i[0].PReLU(i[1])], Budget.Composite()),
            new("view", [Away([0], 0.01, 6, 5) with { IsTransposedView = true }, Normal(5)], i => [i[0].PReLU(i[1])], Budget.Composite()),
            new("NaN and zeros", [Values([double.NaN, 0, -0.0, double.NegativeInfinity], 4), Values([0.5], 1)], i => [i[0].PReLU(i[1])], Budget.Exact)
            {
                ChecksGradient = false,
            },
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>(
                "slopes of another number", device => Tensor.Ones([2, 3], device: device).PReLU(Tensor.Ones([2], device: device))),
        ],
    };

    private static OperatorEntry Maxout => new("Maxout", "activations", "the largest of each group of channels", "x [n, c·pieces, ...] → [n, c, ...]")
    {
        Cases =
        [
            new("pairs", [Distinct(0.1, 4, 6)], i => [i[0].Maxout(2)], Budget.Exact),
            new("threes of an image", [Distinct(0.01, 2, 6, 3, 5)], i => [i[0].Maxout(3)], Budget.Exact),
            new("last axis", [Distinct(0.1, 3, 2, 8)], i => [i[0].Maxout(4, -1)], Budget.Exact),
            new("one piece", [Normal(3, 5)], i => [i[0].Maxout(1)], Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ShapeMismatchException>("pieces that do not divide", device => Tensor.Ones([2, 5], device: device).Maxout(2)),
            BadInput.Throws<ArgumentOutOfRangeException>("no pieces", device => Tensor.Ones([2, 5], device: device).Maxout(0)),
        ],
    };

    private static OperatorEntry GLU => new("GLU", "activations", "a·σ(b), a and b the halves of x", "x [..., 2n, ...] → [..., n, ...]")
    {
        Cases =
        [
            new("last axis", [Normal(5, 14)], i => [i[0].GLU()], Budget.Composite()),
            new("channels", [Normal(2, 6, 3, 5)], i => [i[0].GLU(1)], Budget.Composite()),
            new("view", [Normal(6, 5) with { IsTransposedView = true }], i => [i[0].GLU(0)], Budget.Composite()),
        ],
        BadInputs = [BadInput.Throws<ShapeMismatchException>("an odd extent", device => Tensor.Ones([2, 5], device: device).GLU())],
    };

    private static OperatorEntry Activation(
        string name, string formula, Func<Tensor, Tensor> run, Budget? budget = null, double[]? kinks = null) =>
        UnaryCases.Entry(
            name, "activations", formula, run, budget ?? Budget.Composite(), kinks is null ? null : extents => Away(kinks, 0.01, extents));
}
