using System.Globalization;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>The rows of an accelerator as a Markdown table; what went wrong follows it.</summary>
internal static class DeviceTable
{
    public static string Write(IReadOnlyList<CompareRow> rows, IReadOnlyList<BenchmarkCase> cases, MachineLimits limits, string? also = null)
    {
        string[] headings = ["case", "precision", "peer", "ours ms", "peer ms", "ratio", "target", "rate", "% of limit", "agree"];
        TextTable table = also is null ? new(headings, "lllrrrrrrl") : new([.. headings, $"{also} ms"], "lllrrrrrrlr");
        for (int i = 0; i < rows.Count; i++)
        {
            CompareRow row = rows[i];
            string[] cells =
            [
                row.Id,
                cases[i].AllowsTensorFloat ? "TF32" : cases[i].Text("type", "float32"),
                (row.PeerVersion is null ? row.Peer : $"{row.Peer} {row.PeerVersion}") + (cases[i].IsCaptured ? ", graph" : ""),
                Number(row.OursMs, "0.0000"),
                Number(row.PeerMs, "0.0000"),
                Number(row.Ratio, "0.00"),
                Number(cases[i].Target, "0.00"),
                row.Rate(limits),
                Number(row.PercentOfLimit, "0"),
                row.PeerMs is null ? "-" : row.OutputsAgree ? "yes" : "no",
            ];
            table.Add(also is null ? cells : [.. cells, Number(row.AlsoMs, "0.0000")]);
        }

        IEnumerable<string> notes = rows.Where(row => row.Note.Length > 0).Select(row => $"- {row.Id}: {row.Note}\n");
        return table + string.Concat(notes.Prepend("\n"));
    }

    private static string Number(double? value, string format) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "-";
}
