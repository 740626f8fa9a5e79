using System.Globalization;
using System.Text;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Report;

/// <summary>A run as the generated part of docs/benchmarks/default.md: the machine, what the devices can do at most, how steady
/// it was, and a table for each device and family.</summary>
internal static class RunMarkdown
{
    public static string Write(BenchmarkRun run, BenchmarkRun? baseline)
    {
        var text = new StringBuilder();
        text.Append("Written by `dotnet run -c Release --project bench -- --markdown docs/benchmarks/default.md`");
        text.Append(CultureInfo.InvariantCulture, $" on {run.Started.UtcDateTime:yyyy-MM-dd}.\n\n```\n{MachineText.Describe(run.Machine, []).Trim()}\n```\n\n");
        text.Append(RunTable.Summary(run)).Append(".\n");
        if (baseline is not null)
            text.Append(CultureInfo.InvariantCulture, $"Against a run of {baseline.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC on it: {RunTable.Agreement(run, baseline)}.\n");
        foreach (DeviceSection device in run.Devices)
            AppendDevice(text, run, device);
        return text.ToString();
    }

    private static void AppendDevice(StringBuilder text, BenchmarkRun run, DeviceSection device)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {device.Name}\n\n{device.Description}; {device.Runtime}. Measured limits: {Quantity.FlopRate(device.FlopsPerSecond)}");
        foreach (BandwidthRoof roof in device.Roofs)
            text.Append(CultureInfo.InvariantCulture, $", {roof.Level} {Quantity.ByteRate(roof.BytesPerSecond)}");
        text.Append(".\n");
        foreach (IGrouping<string, BenchmarkRow> family in run.Rows.Where(row => row.Device == device.Name).GroupBy(row => row.Family))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {family.Key}\n\n");
            bool hasClock = family.Any(row => row.DeviceMs > 0);
            text.Append(Table(family, hasClock).ToString());
        }
    }

    private static TextTable Table(IEnumerable<BenchmarkRow> rows, bool hasClock)
    {
        string[] clock = hasClock ? ["by device clock"] : [];
        var table = new TextTable(
            ["operator", "shape", "time", "±", .. clock, "GFLOP/s", "GB/s", "% of limit", "variant", "remarks"], hasClock ? "llrrrrrrll" : "llrrrrrll");
        foreach (BenchmarkRow row in rows)
        {
            string[] byClock = !hasClock ? [] : [row.DeviceMs > 0 ? Quantity.Time(row.DeviceMs * 1e-3) : ""];
            table.Add(
            [
                $"{row.Operator}, {row.Direction}", row.Shape,
                row.IsTimed ? Quantity.Time(row.MedianMs * 1e-3) : "-", row.IsTimed ? Number(row.Spread * 50, "0.0") + "%" : "", .. byClock,
                Rate(row.GigaflopsPerSecond), Rate(row.GigabytesPerSecond), row.IsTimed ? Number(row.PercentOfLimit, "0") : "",
                row.Variant, row.IsTimed && !row.IsStable ? ("unstable " + row.Note).TrimEnd() : row.Note,
            ]);
        }

        return table;
    }

    private static string Rate(double value) => value > 0 ? Number(value, "0.0") : "";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
