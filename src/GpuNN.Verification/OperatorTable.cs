using System.Text;

namespace GpuNN.Verification;

/// <summary>Writes <c>docs/operators.md</c> from the registry.</summary>
public static class OperatorTable
{
    /// <summary>The table, a row per operator.</summary>
    public static string Write(IEnumerable<OperatorEntry> entries)
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Operators

            Generated from the registry by `gpunn operators --out docs/operators.md`; a test compares. Every operator runs on
            every device; its cases are checked on each against the float64 reference within the tolerance. *Gradient*: twice
            means that it can be differentiated again.

            | Operator | Family | Formula | Shapes | Gradient | Tolerance | Deterministic |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (OperatorEntry entry in entries)
        {
            text.AppendJoin(
                " | ",
                $"| `{entry.Name}`",
                entry.Family,
                Cell(entry.Formula),
                Cell(entry.Shapes),
                Gradient(entry.Gradient),
                Cell(Tolerances(entry)),
                $"{(entry.IsDeterministic ? "yes" : "no")}{(entry.DeterminismNote is { } note ? $"; {Cell(note)}" : string.Empty)} |\n");
        }

        return text.ToString();
    }

    private static string Gradient(GradientKind kind) => kind switch
    {
        GradientKind.Once => "once",
        GradientKind.Twice => "twice",
        _ => "none",
    };

    private static string Tolerances(OperatorEntry entry) =>
        string.Join("; ", entry.Cases.Select(operatorCase => operatorCase.Budget).Select(Describe).Distinct());

    private static string Describe(Budget budget) => budget.Kind switch
    {
        BudgetKind.Exact => "exact",
        BudgetKind.Ulps => FormattableString.Invariant($"{budget.Amount} ulp"),
        BudgetKind.Sum => "4·√K·ε·Σ|terms|",
        _ => FormattableString.Invariant($"{budget.Amount}× plain float32"),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
