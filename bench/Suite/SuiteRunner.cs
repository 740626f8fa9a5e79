using System.Globalization;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Suite;

/// <summary>Runs each case on each device: prepares it, checks its outputs against the reference, then times it. It goes
/// through the suite several times, so that what slows the machine for a while falls on every row alike, and shows in the
/// spread of each.</summary>
internal sealed class SuiteRunner(IReadOnlyList<DeviceUnderTest> devices, CacheSizes caches, TimingPlan plan)
{
    /// <summary>A case expected to take longer than this per call is left out.</summary>
    private const double LongestCall = 0.2;

    /// <summary>Cases below this many FLOP per byte are bound by memory: their large sizes rotate among copies.</summary>
    private const double BandwidthBound = 8;

    private readonly Dictionary<(string Device, string Family), double> _secondsPerWork = [];

    /// <summary>How often <see cref="Run"/> will say what it begins.</summary>
    public int Steps(IReadOnlyList<SuiteCase> cases) => Rows(cases).Sum(rows => rows.Length) * plan.Passes;

    /// <param name="cases">What to run, smaller sizes of a family first.</param>
    /// <param name="begin">Is told of each row in each pass.</param>
    public IReadOnlyList<BenchmarkRow> Run(IReadOnlyList<SuiteCase> cases, Action<string> begin)
    {
        using IDisposable policy = Fallback.Use(FallbackPolicy.Throw);
        SuiteRow[][] byCase = Rows(cases);
        var work = new Work[cases.Count];
        for (int pass = 0; pass < plan.Passes; pass++)
        {
            for (int index = 0; index < cases.Count; index++)
            {
                SuiteCase one = cases[index];
                var inputs = new CaseInputs(one.Case.Id);
                if (Array.Exists(byCase[index], row => row.IsOpen))
                    one.Family.Fill(one.Case, inputs);
                if (pass == 0)
                    work[index] = one.Family.Work(one.Case, inputs);
                ReferenceCheck? check = pass == 0 ? new(one, inputs) : null;
                foreach (SuiteRow row in byCase[index])
                {
                    begin($"{row.Device.Section.Name}: {one.Case.Id}");
                    if (row.IsOpen)
                        Measure(row, inputs, work[index], check);
                }
            }
        }
        return [.. byCase.SelectMany((rows, index) => rows.Select(row => row.Finish(work[index])))];
    }

    private SuiteRow[][] Rows(IReadOnlyList<SuiteCase> cases) =>
        [.. cases.Select(one => devices.SelectMany(device => SuiteRow.Of(one, device)).ToArray())];

    /// <summary>One pass over a row; the first one checks its output.</summary>
    private void Measure(SuiteRow row, CaseInputs inputs, Work work, ReferenceCheck? check)
    {
        if (check is not null && ExpectedSeconds(row, work) is { } expected && expected > LongestCall)
        {
            row.Problem = string.Create(CultureInfo.InvariantCulture, $"left out: about {expected:0.0} s a call");
            return;
        }
        IDisposable? forced = row.Variant?.Force();
        try
        {
            Time(row, inputs, work, check);
        }
        catch (Exception exception) when (exception is GpuNNException or NotSupportedException or InvalidOperationException)
        {
            row.Problem = exception.Message;
        }
        finally
        {
            forced?.Dispose();
        }
    }

    private void Time(SuiteRow row, CaseInputs inputs, Work work, ReferenceCheck? check)
    {
        SuiteCase one = row.Case;
        Device device = row.Device.Device;
        using IOurCase first = one.Family.Prepare(one.Case, new CaseTensors(device, inputs));
        if (check is not null)
        {
            Agreement agreement = check.Check(first.Outputs());
            row.Agreement = agreement;
            row.Remark = check.Extent;
            if (!agreement.Agrees)
            {
                row.Problem = "WRONG: " + agreement.Reason;
                return;
            }
        }
        bool rotates = one.Size == "large" && work.Intensity < BandwidthBound && one.DirectionName == "forward";
        int copies = rotates ? Math.Min(Rotation.CopiesBeyond(caches.Last, (long)work.WorkingSet), 8) : 1;
        List<IOurCase> others = [];
        try
        {
            for (int copy = 1; copy < copies; copy++)
                others.Add(one.Family.Prepare(one.Case, new CaseTensors(device, inputs)));
            var rotation = new Rotation<IOurCase>([first, .. others]);
            TakeTurns(row, new ActionContender("ours", () => rotation.Next().Run(), first.Synchronize, device.Backend.StartTimer), check is not null);
        }
        finally
        {
            for (int copy = others.Count - 1; copy >= 0; copy--)
                others[copy].Dispose();
        }
        if (check is null)
            return;
        Work resident = copies > 1 ? work with { Resident = 2.0 * caches.Last } : work;
        row.LimitSeconds = row.Device.Limits.LeastSeconds(resident);
        _secondsPerWork[(row.Device.Section.Name, one.Case.Family)] = row.Time.Median / Math.Max(Cost(work), 1);
    }

    private void TakeTurns(SuiteRow row, ActionContender contender, bool isFirstPass)
    {
        contender.WarmUp(isFirstPass ? plan : plan.Revisiting);
        // A call that fills several turns gets one in each pass.
        int turns = contender.Fastest > 2 * plan.TurnSeconds ? 1 : plan.Rounds;
        for (int turn = 0; turn < turns; turn++)
            row.AddTurn(contender.Turn(plan.TurnSeconds));
        if (contender.DeviceSeconds(plan.TurnSeconds) is { } seconds)
            row.AddDeviceTurn(seconds);
    }

    /// <summary>What the next size will take, if cost grows with work as it did for the size before.</summary>
    private double? ExpectedSeconds(SuiteRow row, Work work) =>
        _secondsPerWork.TryGetValue((row.Device.Section.Name, row.Case.Case.Family), out double secondsPerWork) ? secondsPerWork * Cost(work) : null;

    private static double Cost(Work work) => Math.Max(work.Flops, work.Bytes);
}
