using System.Globalization;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare;

/// <summary>The rows as a table for people, in plain text that is also Markdown.</summary>
internal static class CompareTable
{
    private static readonly string[] Headings =
        ["case", "threads", "peer", "ours ms", "peer ms", "ratio", "target", "rate", "% of limit", "agree", ""];

    public static string Write(IReadOnlyList<CompareRow> rows, IReadOnlyDictionary<int, MachineLimits> limits)
    {
        var table = new TextTable(Headings, "lrlrrrrrrll");
        foreach (CompareRow row in rows)
        {
            table.Add(
                row.Id,
                row.Threads.ToString(CultureInfo.InvariantCulture),
                row.PeerVersion is null ? row.Peer : $"{row.Peer} {row.PeerVersion}",
                Number(row.OursMs, "0.0000"),
                Number(row.PeerMs, "0.0000"),
                Number(row.Ratio, "0.00"),
                Number(row.Target, "0.00"),
                row.Rate(limits[row.Threads]),
                Number(row.PercentOfLimit, "0"),
                row.OutputsAgree ? "yes" : "no",
                Remark(row));
        }
        IEnumerable<string> notes = rows.Where(row => row.Note.Length > 0)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Id}, {row.Threads}: {row.Note}\n"));
        return table + string.Concat(notes.Prepend("\n"));
    }

    /// <summary>How many meet their target, and the mean of the ratios.</summary>
    public static string Summary(IReadOnlyList<CompareRow> rows)
    {
        double[] ratios = [.. rows.Where(row => row.Ratio is not null).Select(row => row.Ratio!.Value)];
        if (ratios.Length == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{rows.Count(row => row.OursMs is not null)} of {rows.Count} rows timed, none beside its peer");
        int met = rows.Count(row => row.MeetsTarget);
        int faster = ratios.Count(ratio => ratio >= 1);
        return string.Create(CultureInfo.InvariantCulture,
            $"{met} of {rows.Count} rows meet their target; faster than the peer in {faster} of {ratios.Length}; geometric mean of the ratios {Statistics.GeometricMean(ratios):0.00}");
    }

    private static string Remark(CompareRow row)
    {
        string unstable = row.Ours is { IsStable: false } summary
            ? string.Create(CultureInfo.InvariantCulture, $"unstable ±{summary.Spread * 50:0}% ")
            : "";
        string missed = row.Ratio is { } ratio && ratio < row.Target ? "below target " : "";
        return (missed + unstable + (row.Note.Length > 0 ? "see below" : "")).TrimEnd();
    }

    private static string Number(double? value, string format) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "-";
}
