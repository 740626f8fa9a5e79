using System.Globalization;
using System.Text;
using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Report;

/// <summary>The report's pictures beside the rooflines.</summary>
internal static class ReportFigures
{
    private const double SmallPicture = 370;

    /// <summary>One picture per operator with at least two sizes: time against its work, one line per device and direction.</summary>
    public static void AppendSizes(StringBuilder page, BenchmarkRun run, IReadOnlyList<string> families)
    {
        page.Append("<h2>Time against size</h2>\n<p>Both axes are logarithmic: a line of slope one means that cost grows in proportion. Solid is forward, dashed backward or both.</p>\n<div class=\"grid-of-figures\">\n");
        string[] devices = [.. run.Devices.Select(device => device.Name)];
        foreach (string family in families)
        {
            foreach (IGrouping<string, BenchmarkRow> operation in Fastest(run).Where(row => row.Family == family).GroupBy(row => row.Operator))
            {
                if (operation.Select(row => row.Size).Distinct().Count() < 2)
                    continue;
                bool arithmetic = operation.Average(row => row.Intensity) > 2;
                SizeLine[] lines =
                [
                    .. operation.GroupBy(row => (row.Device, row.Direction)).Select(line => new SizeLine(
                        Array.IndexOf(devices, line.Key.Device), line.Key.Device, line.Key.Direction != "forward" && line.Key.Direction != "step",
                        [.. line.Select(row => (arithmetic ? row.Flops : row.Bytes, row.MedianMs * 1e-3, Tooltip(row))).OrderBy(p => p.Item1)])),
                ];
                page.Append(CultureInfo.InvariantCulture, $"<figure><h3>{HtmlReport.Escape(operation.Key)}</h3>\n");
                page.Append(SizeChart.Draw($"Time of {operation.Key} against size", arithmetic ? "FLOP" : "bytes moved", lines, SmallPicture));
                page.Append("</figure>\n");
            }
        }
        page.Append("</div>\n");
    }

    /// <summary>The variants that compute the same thing, as FLOP/s.</summary>
    public static void AppendVariants(StringBuilder page, BenchmarkRun run, double wide, double narrow)
    {
        BarGroup[] groups =
        [
            .. run.Rows.Where(row => row.IsTimed && row.Variant.Length > 0)
                .GroupBy(row => (row.Device, row.Operator, row.Direction, row.Size, row.Shape))
                .Where(group => group.Select(row => row.Variant).Distinct().Count() > 1)
                .Select(group => new BarGroup(
                    $"{group.Key.Operator} {group.Key.Direction}, {group.Key.Shape}, {group.Key.Device}",
                    [.. group.OrderByDescending(row => row.GigaflopsPerSecond).Select((row, place) => new Bar(
                        row.Variant, place == 0 ? 2 : 8, row.GigaflopsPerSecond,
                        $"{Quantity.Digits(row.GigaflopsPerSecond)} GFLOP/s, {Quantity.Time(row.MedianMs * 1e-3)}", Tooltip(row)))])),
        ];
        if (groups.Length == 0)
            return;
        page.Append("<h2>Variants side by side</h2>\n<p>Algorithms that compute the same result; the fastest in green. The rate counts the textbook's operations, so an algorithm that saves some can pass the peak.</p>\n");
        AppendBars(page, "Variants side by side", "GFLOP/s of the direct algorithm", groups, wide, narrow);
    }

    /// <summary>Each operator's largest common size on every device.</summary>
    public static void AppendDevices(StringBuilder page, BenchmarkRun run, IReadOnlyList<string> families, double wide, double narrow)
    {
        string[] devices = [.. run.Devices.Select(device => device.Name)];
        page.Append("<h2>Devices side by side</h2>\n<p>The largest size that every device ran, forward; shorter is faster. The percentage is of that device's own limit.</p>\n");
        var groups = new List<BarGroup>();
        foreach (string family in families)
        {
            foreach (var operation in Fastest(run).Where(row => row.Family == family && row.Direction is "forward" or "step").GroupBy(row => row.Operator))
            {
                var shape = operation.GroupBy(row => row.Shape)
                    .OrderByDescending(group => group.Select(row => row.Device).Distinct().Count())
                    .ThenByDescending(group => group.Max(row => row.Flops + row.Bytes)).First();
                groups.Add(new BarGroup($"{operation.Key}, {shape.Key}", [.. shape.OrderBy(row => Array.IndexOf(devices, row.Device)).Select(row => new Bar(
                    row.Device, Array.IndexOf(devices, row.Device), row.MedianMs,
                    $"{Quantity.Time(row.MedianMs * 1e-3)} · {Quantity.Digits(row.PercentOfLimit)}%", Tooltip(row)))]));
            }
        }
        if (groups.Count > 0)
            AppendBars(page, "Devices side by side", "milliseconds", groups, wide, narrow);
    }

    /// <summary>Of several variants, the one a user gets.</summary>
    internal static IEnumerable<BenchmarkRow> Fastest(BenchmarkRun run) => run.Rows.Where(row => row.IsTimed)
        .GroupBy(row => (row.Device, row.Family, row.Operator, row.Direction, row.Shape))
        .Select(group => group.MinBy(row => row.MedianMs)!);

    /// <summary>Two columns on a wide page, one on a narrow one.</summary>
    private static void AppendBars(StringBuilder page, string title, string valueTitle, IReadOnlyList<BarGroup> groups, double wide, double narrow)
    {
        int half = groups.Count > 3 ? (groups.Count + 1) / 2 : groups.Count;
        page.Append("<div class=\"pair\">\n");
        foreach (BarGroup[] column in new[] { groups.Take(half).ToArray(), groups.Skip(half).ToArray() })
        {
            if (column.Length == 0)
                continue;
            page.Append("<figure>\n");
            page.Append(BarChart.Draw(title, valueTitle, column, half == groups.Count ? wide : wide / 2 - 30, "wide"));
            page.Append(BarChart.Draw(title, valueTitle, column, narrow, "narrow"));
            page.Append("</figure>\n");
        }
        page.Append("</div>\n");
    }

    private static string Tooltip(BenchmarkRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Operator} {row.Direction} {row.Shape} {row.Variant} on {row.Device}\n{Quantity.Time(row.MedianMs * 1e-3)} ± {row.Spread * 50:0}%, {Quantity.Digits(row.PercentOfLimit)}% of the limit");
}
