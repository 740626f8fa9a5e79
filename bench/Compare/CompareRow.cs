using System.Text.Json;
using System.Text.Json.Serialization;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare;

/// <summary>One case at one number of threads, against the peer that the case names.</summary>
internal sealed record CompareRow(
    string Id, int Threads, string Peer, string? PeerVersion, int? PeerThreads,
    double? OursMs, double? PeerMs, double? Ratio, double? PercentOfLimit, bool OutputsAgree)
{
    [JsonIgnore]
    public double Target { get; init; }

    [JsonIgnore]
    public Work Work { get; init; }

    [JsonIgnore]
    public TimingSummary? Ours { get; init; }

    [JsonIgnore]
    public TimingSummary? Theirs { get; init; }

    /// <summary>The time of the other device of ours.</summary>
    [JsonIgnore]
    public double? AlsoMs { get; init; }

    /// <summary>Why there is no ratio, or what differs.</summary>
    [JsonIgnore]
    public string Note { get; init; } = "";

    [JsonIgnore]
    public bool MeetsTarget => OutputsAgree && Ratio >= Target;

    /// <summary>GFLOP/s where arithmetic bounds the case, GB/s where traffic does.</summary>
    public string Rate(MachineLimits limits)
    {
        if (OursMs is not { } milliseconds)
            return "";
        bool arithmetic = Work.Flops / limits.FlopsPerSecond > Work.Bytes / limits.BandwidthFor(Work);
        double perSecond = (arithmetic ? Work.Flops : Work.Bytes) / (milliseconds * 1e-3) * 1e-9;
        return perSecond.ToString(perSecond < 10 ? "0.00" : "0.0", System.Globalization.CultureInfo.InvariantCulture)
            + (arithmetic ? " GFLOP/s" : " GB/s");
    }
}

/// <summary>The rows as a JSON array.</summary>
internal static class CompareJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static string Write(IReadOnlyList<CompareRow> rows) => JsonSerializer.Serialize(rows, Options) + "\n";
}
