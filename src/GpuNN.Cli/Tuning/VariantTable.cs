using System.Globalization;
using System.Text;

namespace GpuNN.Cli.Tuning;

/// <summary>The measured variants of each family as Markdown: what each takes where, and where it wins.</summary>
internal sealed class VariantTable(Device device)
{
    /// <summary>A time this close to the best counts as equal.</summary>
    private const double Even = 1.05;

    private const string BuiltIn = "built in";

    private readonly List<(string Family, TuningReport Report)> _rows = [];

    public int Measured => _rows.Count;

    public int Improved => _rows.Count(static row => row.Report.Winner is not null and not BuiltIn);

    public int Failed => _rows.Sum(static row => row.Report.Trials.Count(static trial => trial.Failure is not null));

    public void Add(string family, TuningReport report) => _rows.Add((family, report));

    /// <summary>The page.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Variants on {device.Name}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Written by `GPUNN_CACHE=off gpunn tune --device {device.Name} --out FILE` on {device.Description}. Milliseconds, best of five in turn; `-`");
        page.AppendLine("where a variant was not tried again after a first time of more than twice the best. What a device would run without tuning");
        page.AppendLine("stands in the column *built in*, timed like the others. Bold: the best, and what is within 5% of it.");
        foreach (var family in _rows.GroupBy(static row => row.Family))
        {
            List<TuningReport> reports = [.. family.Select(static row => row.Report)];
            page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {char.ToUpperInvariant(family.Key[0])}{family.Key[1..]}").AppendLine();
            foreach (TuningReport report in reports) Append(page, report);
            AppendWins(page, reports);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, TuningReport report)
    {
        double best = Best(report);
        IEnumerable<string> cells = report.Trials.Select(trial => trial switch
        {
            { Failure: not null } => $"{trial.Variant} failed",
            { Time: { } time } when time.TotalMilliseconds <= best * Even => $"**{trial.Variant} {Milliseconds(time)}**",
            { Time: { } time } => $"{trial.Variant} {Milliseconds(time)}",
            _ => $"{trial.Variant} -",
        });
        page.AppendLine(CultureInfo.InvariantCulture, $"- {report.Primitive} {report.Operands}  ");
        page.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(" · ", cells)}  ");
        page.AppendLine(CultureInfo.InvariantCulture, $"  {report.BuiltIn}");
    }

    /// <summary>Where each variant is best, or even.</summary>
    private static void AppendWins(StringBuilder page, List<TuningReport> reports)
    {
        page.AppendLine().AppendLine("| Variant | Tried | Best or even |").AppendLine("|---|---|---|");
        foreach (string variant in reports.SelectMany(static report => report.Trials).Select(static trial => trial.Variant).Distinct())
        {
            int tried = 0, wins = 0;
            foreach (TuningReport report in reports)
            {
                if (report.Trials.FirstOrDefault(trial => trial.Variant == variant) is not { } trial) continue;
                tried++;
                if (trial.Failure is null && trial.Time?.TotalMilliseconds <= Best(report) * Even) wins++;
            }

            page.AppendLine(CultureInfo.InvariantCulture, $"| {variant} | {tried} | {wins} |");
        }
    }

    private static double Best(TuningReport report) => report.Trials
        .Where(static trial => trial.Failure is null && trial.Time is not null)
        .Select(static trial => trial.Time!.Value.TotalMilliseconds)
        .DefaultIfEmpty(double.NaN)
        .Min();

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("G3", CultureInfo.InvariantCulture);
}
