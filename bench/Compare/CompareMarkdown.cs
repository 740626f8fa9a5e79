using System.Globalization;
using System.Text;
using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Compare;

/// <summary>The rows as the generated part of docs/benchmarks/cpu.md: machine, table, and what falls short and why.</summary>
internal static class CompareMarkdown
{
    public static string Write(
        IReadOnlyList<CompareRow> rows,
        IReadOnlyDictionary<int, MachineLimits> limits,
        MachineDescription machine,
        CompareExplanations explanations,
        string command)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Written by `{command}`.\n\n```\n{MachineText.Describe(machine, limits.Values).Trim()}\n```\n\n");
        text.Append(CompareTable.Summary(rows)).Append(".\n\n");
        text.Append(CompareTable.Write(rows, limits)).Append('\n');
        AppendMissed(text, rows, explanations);
        return text.ToString();
    }

    private static void AppendMissed(StringBuilder text, IReadOnlyList<CompareRow> rows, CompareExplanations explanations)
    {
        text.Append("### Where it falls short, and why\n\n");
        CompareRow[] missed = [.. rows.Where(row => !row.MeetsTarget)];
        if (missed.Length == 0)
        {
            text.Append("Nowhere: every row meets its target.\n");
            return;
        }

        var table = new TextTable(["case", "ratio by threads", "target", "% of limit", "why"], "lrrrl");
        foreach (IGrouping<string, CompareRow> one in missed.GroupBy(row => row.Id))
        {
            table.Add(
                one.Key,
                string.Join(", ", one.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Threads}: {row.Ratio:0.00}"))),
                one.First().Target.ToString("0.00", CultureInfo.InvariantCulture),
                string.Join(", ", one.Select(row => row.PercentOfLimit is { } percent ? percent.ToString("0", CultureInfo.InvariantCulture) : "-")),
                one.Any(row => !row.OutputsAgree) ? one.First(row => !row.OutputsAgree).Note : explanations.For(one.Key));
        }

        text.Append(table);
    }
}
