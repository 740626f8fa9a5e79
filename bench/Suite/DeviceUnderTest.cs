using System.Diagnostics;
using System.Globalization;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Report.Svg;

namespace GpuNN.Bench.Suite;

/// <summary>A device of a run and the limits its results are held against.</summary>
/// <param name="Device">The device.</param>
/// <param name="Limits">Measured in this run.</param>
/// <param name="Section">How the report describes it.</param>
internal sealed record DeviceUnderTest(Device Device, MachineLimits Limits, DeviceSection Section)
{
    /// <summary>Devices that compute on the host's processor share its limits.</summary>
    public static DeviceUnderTest Open(DeviceInformation information, MachineDescription machine, MachineLimits host)
    {
        Device device = Device.Parse(information.Name);
        MachineLimits limits = RunsOnHost(information) ? host : MeasureAccelerator(device);
        string runtime = information.Name == "cpu"
            ? string.Create(CultureInfo.InvariantCulture, $"{machine.InstructionSet}, {host.Threads} threads")
            : information.Description;
        BandwidthRoof[] roofs =
            [.. limits.Levels.Select(level => new BandwidthRoof(level.Name, level.Bandwidth.FastestStream, level.Capacity))];
        string description = RunsOnHost(information) ? machine.Processor : information.Description;
        return new DeviceUnderTest(device, limits, new DeviceSection(information.Name, description, runtime, limits.FlopsPerSecond, roofs));
    }

    /// <summary>The limits in a line.</summary>
    public override string ToString() =>
        $"{Section.Name}: {Section.Description}; peak {Quantity.FlopRate(Limits.FlopsPerSecond)}, memory {Quantity.ByteRate(Limits.Memory.Bandwidth.FastestStream)}";

    private static bool RunsOnHost(DeviceInformation information) =>
        information.Name is "cpu" or "jit-cpu" or "jit-cpu:checked" or "ilgpu-cpu"
        || information.Description.StartsWith("pthread-", StringComparison.Ordinal)
        || information.Description.StartsWith("cpu-", StringComparison.Ordinal);

    /// <summary>A device copy for the bandwidth; for the peak matrix products that grow until one takes 20 ms.</summary>
    private static MachineLimits MeasureAccelerator(Device device)
    {
        using IDisposable noGrad = NoGrad.Begin();
        const int elements = 1 << 26;
        using Tensor source = Tensor.Zeros([elements], device: device);
        double copy = 2.0 * sizeof(float) * elements / BestSeconds(device, () => source.Clone().Dispose());
        double peak = 0, seconds = 0;
        for (int order = 512; order <= 8192 && seconds < 0.02; order *= 2)
        {
            using Tensor a = Tensor.Ones([order, order], device: device);
            seconds = BestSeconds(device, () => a.MatMul(a).Dispose());
            peak = Math.Max(peak, 2.0 * order * order * order / seconds);
        }
        var bandwidth = new MemoryBandwidth(copy, copy, copy, copy, copy);
        return new MachineLimits(1, peak, [new MemoryLevel("memory", long.MaxValue, bandwidth)]);
    }

    private static double BestSeconds(Device device, Action call)
    {
        double best = double.PositiveInfinity;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            device.Synchronize();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
