using System.Globalization;
using System.Text;

namespace GpuNN.Bench.Suite;

/// <summary>The rows of a run as comma-separated values with a heading, quoted as RFC 4180 says.</summary>
internal static class RunCsv
{
    private const string Heading =
        "device,family,operator,direction,size,shape,variant,median_ms,device_ms,spread,samples,gflops_per_s,gbytes_per_s,percent_of_limit,checked,note";

    public static string Write(BenchmarkRun run)
    {
        var text = new StringBuilder(Heading).Append("\r\n");
        foreach (BenchmarkRow row in run.Rows)
        {
            string[] cells =
            [
                row.Device, row.Family, row.Operator, row.Direction, row.Size, row.Shape, row.Variant,
                Number(row.MedianMs), Number(row.DeviceMs), Number(row.Spread), row.Samples.ToString(CultureInfo.InvariantCulture),
                Number(row.GigaflopsPerSecond), Number(row.GigabytesPerSecond), Number(row.PercentOfLimit),
                row.Checked ? "true" : "false", row.Note,
            ];
            text.AppendJoin(',', cells.Select(Quote)).Append("\r\n");
        }
        return text.ToString();
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
