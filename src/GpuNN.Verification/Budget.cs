namespace GpuNN.Verification;

/// <summary>How far a float32 result may be from the float64 reference. The bound follows from the arithmetic, never from
/// a result.</summary>
/// <param name="Kind">How the bound is computed.</param>
/// <param name="Amount">Units in the last place, the length of a sum, or a factor, by <paramref name="Kind"/>.</param>
/// <param name="Source">Where the amount comes from.</param>
public sealed record Budget(BudgetKind Kind, double Amount, string Source)
{
    /// <summary>Equal to the last bit, after the reference is rounded to float32.</summary>
    public static Budget Exact { get; } = new(BudgetKind.Exact, 0, "representable");

    /// <summary>|error| ≤ n·ε·|expected|, element by element.</summary>
    /// <param name="count">n, in units in the last place.</param>
    /// <param name="source">Where n comes from.</param>
    public static Budget Ulps(double count, string source) => new(BudgetKind.Ulps, count, source);

    /// <summary>|error| ≤ 4·√K·ε·m, where m is what the operator gives for the inputs' magnitudes: for sums of K
    /// products or terms.</summary>
    /// <param name="length">K.</param>
    public static Budget Sum(long length) => new(BudgetKind.Sum, length, $"sum of {length} terms");

    /// <summary>|error| ≤ f·(the largest error of plain float32 arithmetic on the same case) + 8·ε·(the largest expected
    /// element): for composites.</summary>
    /// <param name="factor">f.</param>
    public static Budget Composite(double factor = 8) =>
        new(BudgetKind.Composite, factor, $"{factor} times plain float32");
}
