using GpuNN.Bench.Cases;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Suite;

/// <summary>A row while it is being measured, a few turns in each pass over the suite.</summary>
/// <param name="Device">Where it runs.</param>
/// <param name="Case">What runs.</param>
/// <param name="Variant">The algorithm that the device is made to use; null where it chooses.</param>
internal sealed record SuiteRow(DeviceUnderTest Device, SuiteCase Case, ForcedVariant? Variant)
{
    private readonly List<double> _turns = [];
    private readonly List<double> _deviceTurns = [];
    private int _samples;

    /// <summary>Why it is not timed; empty while it is.</summary>
    public string Problem { get; set; } = "";

    /// <summary>How much of the output was compared; empty for all of it.</summary>
    public string Remark { get; set; } = "";

    /// <summary>The outcome of the comparison with the reference; null before it.</summary>
    public Agreement? Agreement { get; set; }

    /// <summary>The least time that the device's limits allow, as the case is measured.</summary>
    public double LimitSeconds { get; set; }

    /// <summary>Whether it is to be timed further.</summary>
    public bool IsOpen => Problem.Length == 0;

    /// <summary>The rows that a case makes on a device: as the device chooses, and by each algorithm that it can be made to
    /// use.</summary>
    public static IEnumerable<SuiteRow> Of(SuiteCase one, DeviceUnderTest device) =>
        [new(device, one, null), .. ForcedVariant.For(one, device.Section.Name).Select(variant => new SuiteRow(device, one, variant))];

    /// <summary>The calls of a turn, which count as their median.</summary>
    public void AddTurn(IReadOnlyList<double> seconds)
    {
        _turns.Add(Statistics.Median([.. seconds]));
        _samples += seconds.Count;
    }

    /// <summary>A call's time by the device's own clock.</summary>
    public void AddDeviceTurn(double seconds) => _deviceTurns.Add(seconds);

    /// <summary>The median over the turns of all passes.</summary>
    public TimingSummary Time => TimingSummary.Of(_turns);

    public BenchmarkRow Finish(Limits.Work work)
    {
        var row = new BenchmarkRow
        {
            Device = Device.Section.Name,
            Family = Case.Family.Group,
            Operator = Case.Family.Operator(Case.Case),
            Direction = Case.DirectionName,
            Size = Case.Size,
            Shape = Case.Shape,
            Variant = Variant?.Name ?? "",
            Flops = work.Flops,
            Bytes = work.Bytes,
            UsedBudget = Agreement?.UsedBudget ?? 0,
            Note = IsOpen ? Remark : Problem,
        };
        if (!IsOpen || _turns.Count == 0)
            return row;
        TimingSummary time = Time;
        return row with
        {
            MedianMs = time.Milliseconds,
            DeviceMs = _deviceTurns.Count > 0 ? Statistics.Median([.. _deviceTurns]) * 1e3 : 0,
            Spread = time.Spread,
            Samples = _samples,
            PercentOfLimit = 100 * LimitSeconds / time.Median,
            Checked = true,
        };
    }
}
