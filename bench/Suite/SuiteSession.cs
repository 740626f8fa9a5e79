using System.Diagnostics;
using GpuNN.Backends.Cpu;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Suite;

/// <summary>A machine whose limits are known and whose devices are open: what every timing command begins with.</summary>
internal sealed class SuiteSession
{
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly MachineDescription _machine;
    private readonly DeviceUnderTest[] _devices;

    private SuiteSession(MachineDescription machine, DeviceUnderTest[] devices) => (_machine, _devices) = (machine, devices);

    /// <summary>Describes the machine, measures its limits, opens the devices, and says so on stdout.</summary>
    public static SuiteSession Open(IReadOnlyList<DeviceInformation> devices)
    {
        MachineDescription machine = MachineDescription.Detect();
        MachineLimits host = MachineLimits.Measure(CpuThreading.ThreadCount, machine.Caches);
        Console.Write(MachineText.Describe(machine, [host]));
        var session = new SuiteSession(machine, [.. devices.Select(information => DeviceUnderTest.Open(information, machine, host))]);
        foreach (DeviceUnderTest device in session._devices)
            Console.WriteLine(device);
        Console.WriteLine();
        return session;
    }

    /// <summary>Runs the cases on every device, with progress on stderr.</summary>
    public BenchmarkRun Run(IReadOnlyList<SuiteCase> cases, TimingPlan plan)
    {
        var runner = new SuiteRunner(_devices, _machine.Caches, plan);
        var progress = Progress.OnError(runner.Steps(cases));
        IReadOnlyList<BenchmarkRow> rows = runner.Run(cases, progress.Begin);
        progress.End();
        return new BenchmarkRun(
            _started, Stopwatch.GetElapsedTime(_start).TotalSeconds, _machine, [.. _devices.Select(device => device.Section)], rows);
    }
}
