using GpuNN.Bench.Cases;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Suite;

/// <summary>Runs each case on each device: prepares it, checks its outputs against the reference, then times it.</summary>
internal sealed class SuiteRunner(IReadOnlyList<DeviceUnderTest> devices, CacheSizes caches, TimingPlan plan)
{
    /// <summary>A case expected to take longer than this per call is left out.</summary>
    private const double LongestCall = 0.2;

    /// <summary>Cases below this many FLOP per byte are bound by memory: their large sizes rotate among copies.</summary>
    private const double BandwidthBound = 8;

    private readonly Dictionary<(string Device, string Family), double> _secondsPerWork = [];

    public IReadOnlyList<BenchmarkRow> Run(IReadOnlyList<SuiteCase> cases, Action<string> begin)
    {
        var rows = new List<BenchmarkRow>();
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        foreach (SuiteCase one in cases)
        {
            var inputs = new CaseInputs(one.Case.Id);
            one.Family.Fill(one.Case, inputs);
            Work work = one.Family.Work(one.Case, inputs);
            var check = new ReferenceCheck(one, inputs);
            foreach (DeviceUnderTest device in devices)
            {
                begin($"{device.Section.Name}: {one.Case.Id}");
                rows.Add(RunOne(device, one, inputs, work, check, ""));
                foreach (ForcedVariant variant in ForcedVariant.For(one, device.Section.Name))
                {
                    using (variant.Force())
                        rows.Add(RunOne(device, one, inputs, work, check, variant.Name));
                }
            }
        }
        return rows;
    }

    private BenchmarkRow RunOne(
        DeviceUnderTest device, SuiteCase one, CaseInputs inputs, Work work, ReferenceCheck check, string variant)
    {
        var row = new BenchmarkRow
        {
            Device = device.Section.Name,
            Family = one.Family.Group,
            Operator = one.Family.Operator(one.Case),
            Direction = one.DirectionName,
            Size = one.Size,
            Shape = one.Shape,
            Variant = "",
            Flops = work.Flops,
            Bytes = work.Bytes,
        };
        if (ExpectedSeconds(device, one, work) is { } expected && expected > LongestCall)
            return row with { Note = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"left out: about {expected:0.0} s a call") };
        try
        {
            return Measure(device, one, inputs, work, check, row);
        }
        catch (Exception exception) when (exception is GpuNNException or NotSupportedException or InvalidOperationException)
        {
            return row with { Note = exception.Message };
        }
    }

    private BenchmarkRow Measure(
        DeviceUnderTest device, SuiteCase one, CaseInputs inputs, Work work, ReferenceCheck check, BenchmarkRow row)
    {
        using IOurCase first = one.Family.Prepare(one.Case, new CaseTensors(device.Device, inputs));
        Agreement agreement = check.Check(first.Outputs());
        if (!agreement.Agrees)
            return row with { Note = "WRONG: " + agreement.Reason, UsedBudget = agreement.UsedBudget };
        bool rotates = one.Size == "large" && work.Intensity < BandwidthBound && one.DirectionName == "forward";
        int copies = rotates ? Math.Min(Rotation.CopiesBeyond(caches.Last, (long)work.WorkingSet), 8) : 1;
        List<IOurCase> others = [];
        try
        {
            for (int copy = 1; copy < copies; copy++)
                others.Add(one.Family.Prepare(one.Case, new CaseTensors(device.Device, inputs)));
            var rotation = new Rotation<IOurCase>([first, .. others]);
            TimingSummary time = AlternatingRunner.Run(new ActionContender("ours", () => rotation.Next().Run(), first.Synchronize), plan);
            Work resident = copies > 1 ? work with { Resident = 2.0 * caches.Last } : work;
            _secondsPerWork[(row.Device, one.Case.Family)] = time.Median / Math.Max(Cost(work), 1);
            return row with
            {
                MedianMs = time.Milliseconds,
                Spread = time.Spread,
                Samples = time.Count,
                PercentOfLimit = 100 * device.Limits.LeastSeconds(resident) / time.Median,
                Checked = true,
                UsedBudget = agreement.UsedBudget,
                Note = check.Extent,
            };
        }
        finally
        {
            for (int copy = others.Count - 1; copy >= 0; copy--)
                others[copy].Dispose();
        }
    }

    /// <summary>What the next size will take, if cost grows with work as it did for the size before.</summary>
    private double? ExpectedSeconds(DeviceUnderTest device, SuiteCase one, Work work) =>
        _secondsPerWork.TryGetValue((device.Section.Name, one.Case.Family), out double secondsPerWork) ? secondsPerWork * Cost(work) : null;

    private static double Cost(Work work) => Math.Max(work.Flops, work.Bytes);
}
