using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GpuNN.Files;

namespace GpuNN.Profiling;

/// <summary>What a <see cref="Profiler"/> saw.</summary>
/// <param name="Duration">From its start to its end.</param>
/// <param name="Rows">Sums by operator and by kernel, the slowest first. An operator's time holds its kernels'.</param>
/// <param name="Events">The single events, in the order in which they ended.</param>
/// <param name="DroppedEvents">How many more there were.</param>
public sealed record Profile(
    TimeSpan Duration, ImmutableArray<ProfileRow> Rows, ImmutableArray<ProfileEvent> Events, long DroppedEvents)
{
    private const int WidestName = 72;

    /// <summary>The table: operators, then kernels.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Duration.TotalMilliseconds:F1} ms from start to stop\n");
        foreach (ProfileEventKind kind in Enum.GetValues<ProfileEventKind>())
        {
            ProfileRow[] rows = [.. Rows.Where(row => row.Kind == kind)];
            if (rows.Length > 0) AppendTable(text.Append('\n'), kind, rows);
        }

        return text.ToString();
    }

    /// <summary>Writes the events in the format of Chrome's tracing, which <c>chrome://tracing</c> and Perfetto show: a row
    /// for each thread of the host and one for each device.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveChromeTrace(string path) => AtomicFile.Write(path, stream => ChromeTrace.Write(stream, Events));

    private void AppendTable(StringBuilder text, ProfileEventKind kind, ProfileRow[] rows)
    {
        string heading = kind == ProfileEventKind.Operator ? "operator" : "kernel";
        int name = Math.Clamp(rows.Max(row => row.Name.Length), heading.Length, WidestName), device = Math.Max(6, rows.Max(row => row.Device.Length));
        double sum = rows.Sum(row => row.Total.TotalMilliseconds);
        Line(heading, "device", "calls", "ms", "share", "µs a call", "host ms", "wait ms", "MB", "GB/s");
        foreach (ProfileRow row in rows)
        {
            double total = row.Total.TotalMilliseconds;
            Line(
                row.Name.Length > WidestName ? row.Name[..(WidestName - 1)] + "…" : row.Name,
                row.Device,
                Text(row.Calls, "F0"),
                Text(total, "F2"),
                Text(100 * total / sum, "F1") + "%",
                Text(1000 * total / row.Calls, "F1"),
                Text(row.Host.TotalMilliseconds, "F2"),
                Text(total - row.Host.TotalMilliseconds, "F2"),
                row.Bytes == 0 ? string.Empty : Text(row.Bytes / 1e6, "F1"),
                row.Bytes == 0 ? string.Empty : Text(row.Bytes / 1e6 / total, "F1"));
        }

        void Line(string first, string second, params ReadOnlySpan<string> numbers)
        {
            text.Append(first.PadRight(name)).Append("  ").Append(second.PadRight(device));
            foreach (string number in numbers) text.Append("  ").Append(number.PadLeft(9));
            text.Append('\n');
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
