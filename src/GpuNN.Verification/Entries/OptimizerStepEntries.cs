using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>Steps of optimisers, on a copy of the parameter.</summary>
internal static class OptimizerStepEntries
{
    public static IEnumerable<OperatorEntry> All =>
    [
        new("SgdStep", "optimiser steps", "θ ← θ − η·(g + λ·θ)", "θ, g of one shape")
        {
            Gradient = GradientKind.None,
            Cases =
            [
                new("plain", [Normal(257), Normal(257)], i => Apply(i, 0), Budget.Composite()),
                new("with decay", [Normal(3, 70), Normal(3, 70)], i => Apply(i, 0.1), Budget.Composite()),
            ],
            BadInputs =
            [
                BadInput.Throws<ShapeMismatchException>(
                    "shapes", device => Operators.SgdStep(Tensor.Ones([2], device: device), Tensor.Ones([3], device: device), 0.1)),
            ],
        },
    ];

    private static Tensor[] Apply(CaseInputs inputs, double decay)
    {
        Tensor parameter = inputs[0].Clone();
        Operators.SgdStep(parameter, inputs[1], 0.3, decay);
        return [parameter];
    }
}
