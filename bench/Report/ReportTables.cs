using System.Globalization;
using System.Text;
using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Report;

/// <summary>The report's tables: every row, and what changed since a baseline.</summary>
internal static class ReportTables
{
    /// <summary>More changes than these are folded away.</summary>
    private const int ShownChanges = 12;

    public static void AppendRows(StringBuilder page, BenchmarkRun run, IReadOnlyList<string> families)
    {
        page.Append("<h2>All results</h2>\n");
        foreach (DeviceSection device in run.Devices)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{HtmlReport.Escape(device.Name)}</h3>\n<div class=\"scroll\"><table>\n");
            page.Append("<thead><tr><th>operator</th><th>shape</th><th>variant</th><th class=\"number\">time</th><th class=\"number\">spread</th><th class=\"number\">device clock</th><th class=\"number\">GFLOP/s</th><th class=\"number\">GB/s</th><th>% of limit</th><th>remarks</th></tr></thead>\n<tbody>\n");
            foreach (string family in families)
            {
                BenchmarkRow[] rows = [.. run.Rows.Where(row => row.Device == device.Name && row.Family == family)];
                if (rows.Length == 0)
                    continue;
                page.Append(CultureInfo.InvariantCulture, $"<tr class=\"family\"><td colspan=\"10\">{HtmlReport.Escape(family)}</td></tr>\n");
                foreach (BenchmarkRow row in rows)
                    AppendRow(page, row);
            }
            page.Append("</tbody></table></div>\n");
        }
    }

    public static void AppendChanges(StringBuilder page, BenchmarkRun run, BenchmarkRun baseline)
    {
        IReadOnlyList<BaselineChange> changes = BaselineComparison.Changes(run, baseline);
        page.Append(CultureInfo.InvariantCulture, $"<h2>Since the baseline</h2>\n<p>Baseline of {baseline.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC. ");
        if (changes.Count == 0)
        {
            page.Append("Nothing changed beyond noise.</p>\n");
            return;
        }
        page.Append(CultureInfo.InvariantCulture, $"{RunTable.Agreement(run, baseline)}.</p>\n<div class=\"scroll\">");
        AppendChangeRows(page, [.. changes.Take(ShownChanges)]);
        page.Append("</div>\n");
        if (changes.Count > ShownChanges)
        {
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>{changes.Count - ShownChanges} smaller changes</summary><div class=\"scroll\">");
            AppendChangeRows(page, [.. changes.Skip(ShownChanges)]);
            page.Append("</div></details>\n");
        }
    }

    private static void AppendChangeRows(StringBuilder page, IReadOnlyList<BaselineChange> changes)
    {
        page.Append("<table>\n<thead><tr><th>device</th><th>operator</th><th>shape</th><th>variant</th><th class=\"number\">before</th><th class=\"number\">now</th><th class=\"number\">change</th></tr></thead>\n<tbody>\n");
        foreach (BaselineChange change in changes)
        {
            BenchmarkRow row = change.Row;
            string verdict = change.TimeRatio < 1
                ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"good\">{1 / change.TimeRatio:0.00}× faster</span>")
                : string.Create(CultureInfo.InvariantCulture, $"<span class=\"bad\">{change.TimeRatio:0.00}× slower</span>");
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{HtmlReport.Escape(row.Device)}</td><td>{HtmlReport.Escape(row.Operator)} {row.Direction}</td><td>{HtmlReport.Escape(row.Shape)}</td><td>{HtmlReport.Escape(row.Variant)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{Quantity.Time(change.Before.MedianMs * 1e-3)}</td><td class=\"number\">{Quantity.Time(row.MedianMs * 1e-3)}</td><td class=\"number\">{verdict}</td></tr>\n");
        }
        page.Append("</tbody></table>\n");
    }

    private static void AppendRow(StringBuilder page, BenchmarkRow row)
    {
        page.Append(CultureInfo.InvariantCulture, $"<tr><td>{HtmlReport.Escape(row.Operator)} {row.Direction}</td><td>{HtmlReport.Escape(row.Shape)}</td><td>{HtmlReport.Escape(row.Variant)}</td>");
        if (row.IsTimed)
        {
            double share = Math.Min(row.PercentOfLimit, 100);
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{Quantity.Time(row.MedianMs * 1e-3)}</td><td class=\"number\">{row.Spread:0%}</td><td class=\"number\">{(row.DeviceMs > 0 ? Quantity.Time(row.DeviceMs * 1e-3) : "")}</td><td class=\"number\">{Rate(row.GigaflopsPerSecond)}</td><td class=\"number\">{Rate(row.GigabytesPerSecond)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{Quantity.Digits(row.PercentOfLimit)}<span class=\"meter\"><i style=\"width:{share:0}%\"></i></span></td>");
        }
        else
        {
            page.Append("<td class=\"number\">–</td><td></td><td></td><td></td><td></td><td></td>");
        }
        page.Append(CultureInfo.InvariantCulture, $"<td>{HtmlReport.Escape(Remarks(row))}</td></tr>\n");
    }

    private static string Rate(double value) => value > 0 ? Quantity.Digits(value) : "";

    private static string Remarks(BenchmarkRow row)
    {
        string unstable = row.IsTimed && !row.IsStable ? "unstable" : "";
        string check = row.IsTimed && !row.Checked ? "not checked" : "";
        return string.Join(", ", new[] { unstable, check, row.Note }.Where(part => part.Length > 0));
    }
}
