namespace GpuNN.Verification;

/// <summary>How far a float32 result may be from the float64 reference. The bound follows from the arithmetic, never from
/// a result.</summary>
/// <param name="Kind">How the bound is computed.</param>
/// <param name="Amount">Units in the last place, the length of a sum, or a factor, by <paramref name="Kind"/>.</param>
/// <param name="Source">Where the amount comes from.</param>
public sealed record Budget(BudgetKind Kind, double Amount, string Source)
{
    /// <summary>The type that a result is rounded to, for <see cref="BudgetKind.StoredSum"/>.</summary>
    public DType Storage { get; private init; } = DType.Float32;

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

    /// <summary>|error| ≤ (4·√K·ε + u)·m, with m as in <see cref="Sum"/> and u the unit roundoff of the type that the float32
    /// sum is rounded to: 2⁻¹¹ of float16, 2⁻⁸ of bfloat16. The reference keeps its float64.</summary>
    /// <param name="length">K.</param>
    /// <param name="storage">float16 or bfloat16.</param>
    public static Budget StoredSum(long length, DType storage) =>
        new(BudgetKind.StoredSum, length, $"sum of {length} terms, rounded to {storage}") { Storage = storage };

    /// <summary>The unit roundoff of the type that a result is rounded to, beyond float32's.</summary>
    internal double StorageRoundoff => Storage switch
    {
        DType.Float16 => 1.0 / (1 << 11),
        DType.BFloat16 => 1.0 / (1 << 8),
        _ => 0,
    };

    /// <summary>4·√K·ε: what a sum of K terms may be off, over the sum of their magnitudes.</summary>
    /// <param name="length">K.</param>
    public static double SumShare(double length) => 4 * Math.Sqrt(length) * Comparer.Epsilon;

    /// <summary>|error| ≤ f·(the largest error of plain float32 arithmetic on the same case) + 8·ε·(the largest expected
    /// element): for composites.</summary>
    /// <param name="factor">f.</param>
    public static Budget Composite(double factor = 8) =>
        new(BudgetKind.Composite, factor, $"{factor} times plain float32");
}
