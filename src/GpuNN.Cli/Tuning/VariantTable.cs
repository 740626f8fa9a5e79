using System.Globalization;
using System.Text;

namespace GpuNN.Cli.Tuning;

/// <summary>The measured variants of each family as Markdown: what each takes where, and where it wins.</summary>
internal sealed class VariantTable(Device device)
{
    /// <summary>A time this close to the best counts as equal.</summary>
    private const double Even = 1.05;

    private const string BuiltIn = "built in";

    private readonly List<(TuningCase Case, TuningReport Report)> _rows = [];

    public int Measured => _rows.Count;

    public int Improved => _rows.Count(static row => row.Report.Winner is not null and not BuiltIn);

    public int Failed => _rows.Sum(static row => row.Report.Trials.Count(static trial => trial.Failure is not null));

    public void Add(TuningCase one, TuningReport report) => _rows.Add((one, report));

    /// <summary>The page.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Variants on {device.Name}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Written by `GPUNN_CACHE=off gpunn tune --device {device.Name} --out FILE` on {device.Description}. Milliseconds, best of five in turn; `-`");
        page.AppendLine("where a variant was not tried again after a first time of more than twice the best. What a device would run without tuning");
        page.AppendLine("stands in the column *built in*, timed like the others. Bold: the best, and what is within 5% of it.");
        foreach (var family in _rows.GroupBy(static row => row.Case.Family))
        {
            page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {char.ToUpperInvariant(family.Key[0])}{family.Key[1..]}").AppendLine();
            foreach (var (one, report) in family) Append(page, one, report);
            AppendWins(page, [.. family]);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, TuningCase one, TuningReport report)
    {
        double best = Best(report);
        IEnumerable<string> cells = report.Trials.Select(trial => trial switch
        {
            { Failure: not null } => $"{trial.Variant} failed",
            { Time: { } time } when time.TotalMilliseconds <= best * Even => $"**{trial.Variant} {Milliseconds(time)}**",
            { Time: { } time } => $"{trial.Variant} {Milliseconds(time)}",
            _ => $"{trial.Variant} -",
        });
        page.AppendLine(CultureInfo.InvariantCulture, $"- {report.Primitive} {one.Size}  ");
        page.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(" · ", cells)}  ");
        page.AppendLine(CultureInfo.InvariantCulture, $"  {report.BuiltIn}");
    }

    /// <summary>Where each variant is best, or even.</summary>
    private static void AppendWins(StringBuilder page, (TuningCase Case, TuningReport Report)[] rows)
    {
        page.AppendLine().AppendLine("| Variant | Tried | Best or even | Where |").AppendLine("|---|---|---|---|");
        foreach (string variant in rows.SelectMany(static row => row.Report.Trials).Select(static trial => trial.Variant).Distinct())
        {
            int tried = 0;
            var wins = new List<string>();
            foreach (var (one, report) in rows)
            {
                if (report.Trials.FirstOrDefault(trial => trial.Variant == variant) is not { } trial) continue;
                tried++;
                if (trial.Failure is null && trial.Time?.TotalMilliseconds <= Best(report) * Even) wins.Add($"{report.Primitive} {one.Size}");
            }

            page.AppendLine(CultureInfo.InvariantCulture, $"| {variant} | {tried} | {wins.Count} | {(variant == BuiltIn ? "" : string.Join("; ", wins))} |");
        }
    }

    private static double Best(TuningReport report) => report.Trials
        .Where(static trial => trial.Failure is null && trial.Time is not null)
        .Select(static trial => trial.Time!.Value.TotalMilliseconds)
        .DefaultIfEmpty(double.NaN)
        .Min();

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("G3", CultureInfo.InvariantCulture);
}
