namespace GpuNN.Verification;

/// <summary>How a <see cref="Budget"/> is computed.</summary>
public enum BudgetKind
{
    /// <summary>No error at all.</summary>
    Exact,

    /// <summary>Units in the last place of each element.</summary>
    Ulps,

    /// <summary>The error bound of a sum, from the magnitudes of its terms.</summary>
    Sum,

    /// <summary>The same, and one rounding to a shorter type.</summary>
    StoredSum,

    /// <summary>A multiple of the error of plain float32 arithmetic.</summary>
    Composite,
}
