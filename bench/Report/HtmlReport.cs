using System.Globalization;
using System.Text;
using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Report;

/// <summary>A run as one HTML file that needs nothing else: no network, no script.</summary>
internal static class HtmlReport
{
    private const double WidePicture = 1160, NarrowPicture = 360;

    public static string Write(BenchmarkRun run, BenchmarkRun? baseline = null)
    {
        string[] families = [.. run.Rows.Select(row => row.Family).Distinct()];
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>GpuNN benchmarks</title>
            <style>
            {StandaloneSvg.Style()}</style>
            </head>
            <body>
            <main>
            <h1>GpuNN benchmarks</h1>
            <p class="lead">{Escape(run.Machine.Processor)}, {run.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {run.Rows.Count(row => row.IsTimed)} timings on {run.Devices.Count} device{(run.Devices.Count == 1 ? "" : "s")} in {run.Seconds / 60:0.0} minutes.</p>

            """);
        AppendCards(page, run);
        if (baseline is not null)
            ReportTables.AppendChanges(page, run, baseline);
        AppendRooflines(page, run, families);
        ReportFigures.AppendSizes(page, run, families);
        ReportFigures.AppendVariants(page, run, WidePicture, NarrowPicture);
        ReportFigures.AppendDevices(page, run, families, WidePicture, NarrowPicture);
        ReportTables.AppendRows(page, run, families);
        AppendMethod(page);
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    internal static string Escape(string text) => SvgCanvas.Escape(text);

    private static void AppendCards(StringBuilder page, BenchmarkRun run)
    {
        page.Append("<section class=\"cards\">\n<div class=\"card\"><h3>Machine</h3><dl>\n");
        foreach ((string name, string value) in run.Machine.Rows())
            page.Append(CultureInfo.InvariantCulture, $"<dt>{Escape(name)}</dt><dd>{Escape(value)}</dd>\n");
        page.Append("</dl></div>\n");
        foreach (DeviceSection device in run.Devices)
        {
            BenchmarkRow[] rows = [.. run.Rows.Where(row => row.Device == device.Name)];
            page.Append(CultureInfo.InvariantCulture, $"""
                <div class="card"><h3>{Escape(device.Name)}</h3>
                <div class="big">{Quantity.FlopRate(device.FlopsPerSecond)}</div><div class="what">float32 multiply-add peak, measured</div><dl>
                <dt>Device</dt><dd>{Escape(device.Description)}</dd>
                <dt>Through</dt><dd>{Escape(device.Runtime)}</dd>

                """);
            foreach (BandwidthRoof roof in device.Roofs)
                page.Append(CultureInfo.InvariantCulture, $"<dt>{Escape(roof.Level)}</dt><dd>{Quantity.ByteRate(roof.BytesPerSecond)}</dd>\n");
            page.Append(CultureInfo.InvariantCulture, $"<dt>Outputs checked</dt><dd>{rows.Count(row => row.Checked)} of {rows.Length}</dd>\n");
            page.Append(CultureInfo.InvariantCulture, $"<dt>Stable timings</dt><dd>{rows.Count(row => row.IsTimed && row.IsStable)} of {rows.Count(row => row.IsTimed)}</dd>\n</dl></div>\n");
        }
        page.Append("</section>\n");
    }

    private static void AppendRooflines(StringBuilder page, BenchmarkRun run, IReadOnlyList<string> families)
    {
        page.Append("<h2>Rooflines</h2>\n<p>What each operator reached, under what the device can do at all. Left of the ridge an operator waits for memory, right of it for arithmetic. Filled marks are forward, hollow ones backward or both; larger marks are larger sizes. A mark above the memory line lived in a cache.</p>\n");
        foreach (DeviceSection device in run.Devices.Where(device => device.FlopsPerSecond > 0))
        {
            BenchmarkRow[] rows = [.. run.Rows.Where(row => row.Device == device.Name)];
            if (!rows.Any(row => row.IsTimed))
                continue;
            page.Append(CultureInfo.InvariantCulture, $"<figure><h3>{Escape(device.Name)}: {Escape(device.Description)}</h3>\n");
            page.Append(RooflineChart.Draw(device, rows, families, WidePicture, "wide"));
            page.Append(RooflineChart.Draw(device, rows, families, NarrowPicture, "narrow"));
            page.Append("</figure>\n");
        }
    }

    private static void AppendMethod(StringBuilder page) => page.Append(CultureInfo.InvariantCulture, $"""
        <h2>Method</h2>
        <p class="note">Each output is compared with the float64 reference device before it is timed, small and medium shapes in full. A measurement warms up for 30 calls and 100 ms, then takes the median over several rounds; the spread is the distance between the quartiles over the median, and a result whose spread exceeds {Timing.TimingSummary.StableSpread:0%} is marked unstable. Large working sets rotate among copies that together exceed the last cache. The limits were measured in this run: the multiply-add peak from register-resident chains, bandwidth from the fastest of copy and z = x + y, with and without non-temporal stores. The limit of an operator is the larger of its arithmetic at the peak and its compulsory bytes at the bandwidth of the level that holds them.</p>

        """);
}
