using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Steps of optimisers, on copies of the parameter and its state.</summary>
internal static class OptimizerStepEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        Step(
            "SgdStep",
            "θ ← θ − η·(g + λ·θ)",
            0,
            ("plain", (s, g) => Operators.SgdStep(s[0], g, 0.3)),
            ("with decay", (s, g) => Operators.SgdStep(s[0], g, 0.3, 0.1))),
        Step(
            "MomentumStep",
            "v ← μ·v + g, θ ← θ − η·v",
            1,
            ("rate outside", (s, g) => Operators.MomentumStep(s[0], g, s[1], 0.3)),
            ("rate inside", (s, g) => Operators.MomentumStep(s[0], g, s[1], 0.3, 0.8, rateInside: true)),
            ("all options", (s, g) => Operators.MomentumStep(s[0], g, s[1], 0.3, 0.8, 0.25, 0.1, rateInside: true))),
        Step(
            "NesterovStep",
            "v ← μ·v + g, θ ← θ − η·(g + μ·v)",
            1,
            ("rate outside", (s, g) => Operators.NesterovStep(s[0], g, s[1], 0.3)),
            ("rate inside", (s, g) => Operators.NesterovStep(s[0], g, s[1], 0.3, 0.8, 0.1, rateInside: true))),
        Step(
            "AdaGradStep",
            "s ← s + g², θ ← θ − η·g / (√s + ε)",
            1,
            ("epsilon outside", (s, g) => Operators.AdaGradStep(s[0], g, s[1], 0.3, 0.01)),
            ("epsilon inside", (s, g) => Operators.AdaGradStep(s[0], g, s[1], 0.3, 0.01, 0.1, epsilonInside: true))),
        Step(
            "AdaDeltaStep",
            "u = √(r + ε) / √(s + ε)·g, θ ← θ − η·u",
            2,
            ("epsilon inside", (s, g) => Operators.AdaDeltaStep(s[0], g, s[1], s[2], 0.5, 0.9, 0.01)),
            ("epsilon outside", (s, g) => Operators.AdaDeltaStep(s[0], g, s[1], s[2], 0.5, 0.9, 0.01, 0.1, epsilonInside: false))),
        Step(
            "RmsPropStep",
            "s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε)",
            3,
            ("epsilon outside", (s, g) => Operators.RmsPropStep(s[0], g, s[1], 0.3, 0.9, 0.01)),
            ("epsilon inside", (s, g) => Operators.RmsPropStep(s[0], g, s[1], 0.3, 0.9, 0.01, 0.1, epsilonInside: true)),
            ("momentum", (s, g) => Operators.RmsPropStep(s[0], g, s[1], 0.3, 0.9, 0.01, momentum: 0.8, velocity: s[2])),
            ("centred", (s, g) => Operators.RmsPropStep(s[0], g, s[1], 0.3, 0.9, 0.01, mean: Zero(s[3]))),
            ("centred with momentum", (s, g) => Operators.RmsPropStep(s[0], g, s[1], 0.3, 0.9, 0.01, mean: Zero(s[3]), momentum: 0.8, velocity: s[2]))),
        Step(
            "AdamStep",
            "θ ← θ − η·m̂ / (√v̂ + ε)",
            3,
            ("first step", (s, g) => Operators.AdamStep(s[0], g, Zero(s[1]), Zero(s[2]), 1, 0.3)),
            ("epsilon outside", (s, g) => Operators.AdamStep(s[0], g, s[1], s[2], 7, 0.3, 0.8, 0.9, 0.01)),
            ("epsilon inside", (s, g) => Operators.AdamStep(s[0], g, s[1], s[2], 7, 0.3, 0.8, 0.9, 0.01, 0.1, epsilonInside: true)),
            ("AMSGrad", (s, g) => Operators.AdamStep(s[0], g, s[1], s[2], 7, 0.3, 0.8, 0.9, 0.01, largest: s[3]))),
        Step(
            "AdamWStep",
            "θ ← θ − η·λ·θ − η·m̂ / (√v̂ + ε)",
            3,
            ("first step", (s, g) => Operators.AdamWStep(s[0], g, Zero(s[1]), Zero(s[2]), 1, 0.3)),
            ("epsilon inside", (s, g) => Operators.AdamWStep(s[0], g, s[1], s[2], 7, 0.3, 0.8, 0.9, 0.01, 0.2, epsilonInside: true)),
            ("AMSGrad", (s, g) => Operators.AdamWStep(s[0], g, s[1], s[2], 7, 0.3, 0.8, 0.9, 0.01, 0.2, largest: s[3]))),
        ClipByGlobalNorm,
        ClipByValue,
    ];

    private static OperatorEntry ClipByGlobalNorm => new("ClipByGlobalNorm", "optimiser steps", "g ← g·min(1, maximum / (‖g‖ + 10⁻⁶))", "tensors → ‖g‖")
    {
        Gradient = GradientKind.None,
        Cases =
        [
            new("clipped", [Normal(5, 7), Normal(33)], i => Clip(i, 1.5), Budget.Composite()),
            new("not clipped", [Normal(5, 7), Normal(33)], i => Clip(i, 100), Budget.Composite()),
            new("a scalar and an empty one", [Normal(), Normal(0, 3), Normal(4)], i => Clip(i, 0.1), Budget.Composite()),
            new("NaN", [Values([1, double.NaN, 2], 3)], i => Clip(i, 0.1), Budget.Exact),
        ],
        BadInputs =
        [
            BadInput.Throws<ArgumentException>("no tensors", _ => Operators.ClipByGlobalNorm(1)),
            BadInput.Throws<ArgumentOutOfRangeException>("a negative norm", device => Operators.ClipByGlobalNorm(-1, Tensor.Ones([1], device: device))),
        ],
    };

    private static OperatorEntry ClipByValue => new("ClipByValue", "optimiser steps", "g ← min(max(g, −bound), bound)", "tensors")
    {
        Gradient = GradientKind.None,
        Cases =
        [
            new("two tensors", [Normal(5, 7), Normal(33)], i => ClipValues(i, 0.5), Budget.Exact),
            new("NaN and infinities", [Values([1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0], 5)], i => ClipValues(i, 2), Budget.Exact),
        ],
        BadInputs = [BadInput.Throws<ArgumentOutOfRangeException>("a negative bound", device => Operators.ClipByValue(-1, Tensor.Ones([1], device: device)))],
    };

    /// <summary>A step: state[0] is the parameter, the others are between 0 and 1.</summary>
    private static OperatorEntry Step(string name, string formula, int states, params (string Name, Action<Tensor[], Tensor> Run)[] forms) =>
        new(name, "optimiser steps", formula, "θ, g and state of one shape")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                .. forms.Select(form => Case(form.Name, form.Run, states, 257)),
                Case($"{forms[0].Name}, two axes", forms[0].Run, states, 3, 70),
                Case($"{forms[0].Name}, one element", forms[0].Run, states, 1),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>("a gradient of another shape", device => forms[0].Run(
                    [.. Enumerable.Range(0, states + 1).Select(_ => Tensor.Ones([2], device: device))], Tensor.Ones([3], device: device))),
                BadInput.Throws<DTypeMismatchException>("integers", device => forms[0].Run(
                    [.. Enumerable.Range(0, states + 1).Select(_ => Tensor.Ones([2], DType.Int64, device))], Tensor.Ones([2], DType.Int64, device))),
            ],
        };

    private static OperatorCase Case(string name, Action<Tensor[], Tensor> run, int states, params long[] extents) =>
        new(
            name,
            [Normal(extents), Normal(extents), .. Enumerable.Range(0, states).Select(_ => Uniform(0.1, 1, extents))],
            inputs =>
            {
                Tensor[] state = [inputs[0].Clone(), .. inputs.Tensors.Skip(2).Select(tensor => tensor.Clone())];
                run(state, inputs[1]);
                return state;
            },
            Budget.Composite());

    private static Tensor Zero(Tensor state) => state.Fill(0);

    private static Tensor[] Clip(CaseInputs inputs, double maximum)
    {
        Tensor[] copies = [.. inputs.Tensors.Select(tensor => tensor.Clone())];
        return [Operators.ClipByGlobalNorm(maximum, copies), .. copies];
    }

    private static Tensor[] ClipValues(CaseInputs inputs, double bound)
    {
        Tensor[] copies = [.. inputs.Tensors.Select(tensor => tensor.Clone())];
        Operators.ClipByValue(bound, copies);
        return copies;
    }
}
