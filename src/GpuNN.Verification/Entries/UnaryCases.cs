using static GpuNN.Verification.InputSpecification;

namespace GpuNN.Verification.Entries;

/// <summary>The cases that every function of one tensor's elements is checked with.</summary>
internal static class UnaryCases
{
    private static readonly double[] Specials =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, 2.5, -2.5, 1e-30, 1e18, -1e18];

    /// <summary>An entry for a function of elements.</summary>
    /// <param name="name">The operator.</param>
    /// <param name="family">The group it stands in.</param>
    /// <param name="formula">What it computes.</param>
    /// <param name="run">Calls it.</param>
    /// <param name="budget">How far a device may be from the reference.</param>
    /// <param name="input">Makes inputs of a shape inside of the function's domain and away from its kinks.</param>
    public static OperatorEntry Entry(
        string name, string family, string formula, Func<Tensor, Tensor> run, Budget budget, Func<long[], InputSpecification>? input = null)
    {
        Func<long[], InputSpecification> make = input ?? (extents => Normal(extents));
        Tensor[] Apply(CaseInputs inputs) => [run(inputs[0])];
        return new(name, family, formula, "x [...] → [...]")
        {
            Cases =
            [
                new("odd size", [make([3, 37])], Apply, budget),
                new("transposed view", [make([19, 5]) with { IsTransposedView = true }], Apply, budget),
                new("four axes", [make([2, 3, 5, 7])], Apply, budget),
                new("scalar", [make([])], Apply, budget),
                new("one element", [make([1])], Apply, budget),
                new("empty", [make([0, 3])], Apply, budget),
                new("NaN, infinities and zeros", [Values(Specials, Specials.Length)], Apply, budget) { ChecksGradient = false },
            ],
        };
    }
}
