using System.Text.Json;

namespace GpuNN.Profiling;

/// <summary>Chrome's trace event format: complete events, in microseconds.</summary>
internal static class ChromeTrace
{
    private const int Process = 1, FirstDeviceRow = 10_000;

    public static void Write(Stream stream, IReadOnlyList<ProfileEvent> events)
    {
        string[] devices = [.. events.Select(entry => entry.Device).Distinct().Order(StringComparer.Ordinal)];
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("traceEvents");
        foreach (int thread in events.Select(entry => entry.Thread).Distinct().Order()) NameRow(json, thread, $"host, thread {thread}");
        for (int index = 0; index < devices.Length; index++) NameRow(json, FirstDeviceRow + index, devices[index]);
        foreach (ProfileEvent entry in events)
        {
            Complete(json, entry, entry.Thread, entry.Start, entry.Kind == ProfileEventKind.Operator ? entry.Total : entry.Host);
            TimeSpan wait = entry.Total - entry.Host;
            if (entry.Kind == ProfileEventKind.Kernel)
                Complete(json, entry, FirstDeviceRow + Array.IndexOf(devices, entry.Device), entry.Start + entry.Host, wait);
        }

        json.WriteEndArray();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteEndObject();
    }

    private static void NameRow(Utf8JsonWriter json, int row, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", "thread_name");
        json.WriteString("ph", "M");
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", row);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Complete(Utf8JsonWriter json, in ProfileEvent entry, int row, TimeSpan start, TimeSpan duration)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        json.WriteString("cat", entry.Kind == ProfileEventKind.Operator ? "operator" : "kernel");
        json.WriteString("ph", "X");
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", row);
        json.WriteNumber("ts", start.TotalMicroseconds);
        json.WriteNumber("dur", duration.TotalMicroseconds);
        json.WriteStartObject("args");
        json.WriteString("device", entry.Device);
        if (entry.Shapes.Length > 0) json.WriteString("shapes", entry.Shapes);
        if (entry.Bytes > 0) json.WriteNumber("bytes", entry.Bytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
