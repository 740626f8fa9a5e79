using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Suite;

/// <summary>Everything one run found out; the report, the JSON and the CSV are written from it.</summary>
internal sealed record BenchmarkRun(
    DateTimeOffset Started, double Seconds, MachineDescription Machine,
    IReadOnlyList<DeviceSection> Devices, IReadOnlyList<BenchmarkRow> Rows);

/// <summary>A device, what it says of itself and what was measured of its limits.</summary>
/// <param name="Name">As in <c>--device</c>.</param>
/// <param name="Description">The processor or card.</param>
/// <param name="Runtime">The driver, compiler or instruction set behind it.</param>
/// <param name="FlopsPerSecond">The float32 multiply-add peak measured; 0 where it could not be.</param>
/// <param name="Roofs">Bandwidths measured, from the fastest level to main memory.</param>
internal sealed record DeviceSection(
    string Name, string Description, string Runtime, double FlopsPerSecond, IReadOnlyList<BandwidthRoof> Roofs);

/// <summary>A slope of the roofline: bytes per second from one level.</summary>
/// <param name="Level">L2, L3 or memory.</param>
/// <param name="BytesPerSecond">Of the fastest stream.</param>
/// <param name="Capacity">The working set that still fits.</param>
internal sealed record BandwidthRoof(string Level, double BytesPerSecond, long Capacity);

/// <summary>One operator, in one direction, at one size, by one variant, on one device.</summary>
internal sealed record BenchmarkRow
{
    public required string Device { get; init; }

    /// <summary>gemm, convolution, pooling, ...</summary>
    public required string Family { get; init; }

    /// <summary>The operator within its family.</summary>
    public required string Operator { get; init; }

    /// <summary>forward, backward or step.</summary>
    public required string Direction { get; init; }

    /// <summary>small, medium or large.</summary>
    public required string Size { get; init; }

    public required string Shape { get; init; }

    /// <summary>The algorithm, or an empty string where the device chose.</summary>
    public required string Variant { get; init; }

    public double MedianMs { get; init; }

    /// <summary>The same by the device's own clock, calls queued one behind the other; 0 where the device has none.</summary>
    public double DeviceMs { get; init; }

    /// <summary>The distance between the quartiles of the turns over their median.</summary>
    public double Spread { get; init; }

    public int Samples { get; init; }

    public double Flops { get; init; }

    public double Bytes { get; init; }

    public double PercentOfLimit { get; init; }

    /// <summary>The output agreed with the reference device before it was timed.</summary>
    public bool Checked { get; init; }

    /// <summary>The largest error found over the error allowed.</summary>
    public double UsedBudget { get; init; }

    /// <summary>Why there is no time, or what is odd about it.</summary>
    public string Note { get; init; } = "";

    public bool IsTimed => MedianMs > 0;

    public bool IsStable => Spread <= Timing.TimingSummary.StableSpread;

    public double GigaflopsPerSecond => IsTimed ? Flops / MedianMs * 1e-6 : 0;

    public double GigabytesPerSecond => IsTimed ? Bytes / MedianMs * 1e-6 : 0;

    public double Intensity => Bytes > 0 ? Flops / Bytes : 0;

    /// <summary>What makes a row the same row in another run.</summary>
    public string Key => $"{Device}|{Family}|{Operator}|{Direction}|{Size}|{Shape}|{Variant}";
}
