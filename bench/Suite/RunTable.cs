using System.Globalization;
using GpuNN.Bench.Report.Svg;

namespace GpuNN.Bench.Suite;

/// <summary>The rows of a run as a table for a terminal.</summary>
internal static class RunTable
{
    public static string Write(BenchmarkRun run)
    {
        var table = new TextTable(["device", "operator", "direction", "shape", "time", "±", "by device clock", "rate", "% of limit", "fastest", ""], "lllrrrrrrll");
        HashSet<BenchmarkRow> fastest = [.. run.Rows.Where(row => row.IsTimed)
            .GroupBy(row => (row.Operator, row.Direction, row.Shape))
            .Where(group => group.Count() > 1)
            .Select(group => group.MinBy(row => row.MedianMs)!)];
        foreach (BenchmarkRow row in run.Rows)
        {
            table.Add(
                row.Device, row.Operator, row.Direction, row.Shape,
                row.IsTimed ? Quantity.Time(row.MedianMs * 1e-3) : "-",
                row.IsTimed ? (row.Spread / 2).ToString("0%", CultureInfo.InvariantCulture) : "",
                row.DeviceMs > 0 ? Quantity.Time(row.DeviceMs * 1e-3) : "",
                row.IsTimed ? Rate(row, run) : "",
                row.IsTimed ? row.PercentOfLimit.ToString("0", CultureInfo.InvariantCulture) : "",
                fastest.Contains(row) ? row.Variant.Length > 0 ? row.Variant : row.Device : row.Variant,
                row.IsTimed && !row.IsStable ? ("unstable " + row.Note).TrimEnd() : row.Note);
        }
        return table.ToString();
    }

    /// <summary>Counts of what was timed, what was not, and what was wrong.</summary>
    public static string Summary(BenchmarkRun run)
    {
        int timed = run.Rows.Count(row => row.IsTimed);
        double[] spreads = [.. run.Rows.Where(row => row.IsTimed).Select(row => row.Spread)];
        string spread = spreads.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $", median spread {Timing.Statistics.Median(spreads):0.0%}")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{timed} of {run.Rows.Count} rows timed, {run.Rows.Count(row => row.Checked)} checked against the reference, {WrongRows(run).Count} wrong{spread}; {run.Seconds:0} s");
    }

    /// <summary>How far two runs agree.</summary>
    public static string Agreement(BenchmarkRun run, BenchmarkRun baseline)
    {
        (int agreeing, int compared) = BaselineComparison.Agreement(run, baseline);
        double[] ratios = [.. BaselineComparison.Ratios(run, baseline)];
        string middle = ratios.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $", median change {Timing.Statistics.Median(ratios) - 1:+0.0%;-0.0%}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{agreeing} of {compared} rows agree with the baseline within their printed spreads ({(double)agreeing / Math.Max(compared, 1):0.0%}){middle}; {BaselineComparison.Changes(run, baseline).Count} changed beyond noise");
    }

    public static IReadOnlyList<BenchmarkRow> WrongRows(BenchmarkRun run) =>
        [.. run.Rows.Where(row => row.Note.StartsWith("WRONG", StringComparison.Ordinal))];

    private static string Rate(BenchmarkRow row, BenchmarkRun run)
    {
        DeviceSection device = run.Devices.Single(section => section.Name == row.Device);
        double bandwidth = device.Roofs.Count > 0 ? device.Roofs[^1].BytesPerSecond : 1;
        return row.Intensity > device.FlopsPerSecond / bandwidth
            ? Quantity.FlopRate(row.GigaflopsPerSecond * 1e9)
            : Quantity.ByteRate(row.GigabytesPerSecond * 1e9);
    }
}
