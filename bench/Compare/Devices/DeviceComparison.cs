using System.Globalization;
using System.Text;
using System.Text.Json;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Compare.Peers;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Suite;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare.Devices;

/// <summary>An accelerator against PyTorch: on the same GPU (cuBLAS, cuDNN, cuSPARSE) for a CUDA device, on all threads of the
/// processor for any other.</summary>
internal static class DeviceComparison
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <exception cref="ArgumentException">There is no such device, or it cannot be used.</exception>
    public static int Run(CompareOptions options, BenchmarkCase[] cases)
    {
        DeviceInformation information = Device.Enumerate().FirstOrDefault(device => device.Name == options.Device)
            ?? throw new ArgumentException($"There is no device '{options.Device}'.");
        if (information.UnavailableReason is not null)
            throw new ArgumentException($"{options.Device} cannot be used: {information.UnavailableReason}");
        MachineDescription machine = MachineDescription.Detect();
        int threads = options.Threads ?? Environment.ProcessorCount;
        DeviceUnderTest device = DeviceUnderTest.Open(information, machine, MachineLimits.Measure(threads, machine.Caches));
        Console.WriteLine(device);

        string peerDevice = options.Device.StartsWith("cuda:", StringComparison.Ordinal) ? options.Device : "cpu";
        using var peers = new PeerSet(options.Python, Console.Error, peerDevice, options.Cold);
        var limits = new Dictionary<int, MachineLimits> { [threads] = device.Limits };
        var progress = Progress.OnError(cases.Length);
        using var ours = new DeviceSide(device.Device, options.Cold);
        using DeviceSide? also = options.Also is null ? null : new DeviceSide(Other(options.Also), options.Cold);
        var runner = new CompareRunner(peers, limits, ours, options.Quick ? TimingPlan.Quick : TimingPlan.Full, also);
        IReadOnlyList<CompareRow> rows = runner.Run(cases, progress.Begin, WriteFiles);
        progress.End();
        Console.WriteLine(DeviceTable.Write(rows, cases, device.Limits, options.Also));
        Console.WriteLine(CompareTable.Summary(rows));
        return rows.All(row => row.OursMs is not null && (row.PeerMs is null || row.OutputsAgree)) ? 0 : 1;

        // Anew after every case, so that an interrupted run leaves what it timed.
        void WriteFiles(IReadOnlyList<CompareRow> soFar)
        {
            if (options.JsonFile is not null)
                OutputFile.Write(options.JsonFile, WriteJson(soFar, cases, device, peerDevice, options));
            if (options.MarkdownFile is not null)
                OutputFile.Write(options.MarkdownFile, WriteMarkdown(soFar, cases, device, peerDevice, options));
        }
    }

    /// <exception cref="ArgumentException">There is no such device, or it cannot be used.</exception>
    private static Device Other(string name)
    {
        try
        {
            return Device.Parse(name);
        }
        catch (DeviceMismatchException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }

    private static string WriteMarkdown(IReadOnlyList<CompareRow> rows, BenchmarkCase[] cases, DeviceUnderTest device, string peerDevice, CompareOptions options)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{device}, measured in this run. PyTorch on {peerDevice}, turn by turn; medians{(options.Cold ? ", the second-level cache flushed before every call" : "")}.\n\n");
        text.Append(CompareTable.Summary(rows)).Append(".\n\n").Append(DeviceTable.Write(rows, cases, device.Limits, options.Also));
        return text.ToString();
    }

    private static string WriteJson(IReadOnlyList<CompareRow> rows, BenchmarkCase[] cases, DeviceUnderTest device, string peerDevice, CompareOptions options) =>
        JsonSerializer.Serialize(
            new
            {
                Date = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Device = device.Section.Name,
                device.Section.Description,
                device.Section.Runtime,
                FlopsPerSecond = device.Limits.FlopsPerSecond,
                BytesPerSecond = device.Limits.Memory.Bandwidth.FastestStream,
                PeerDevice = peerDevice,
                options.Cold,
                AlsoDevice = options.Also,
                Rows = rows.Zip(cases, (row, one) => new
                {
                    row.Id,
                    Type = one.Text("type", "float32"),
                    Tf32 = one.AllowsTensorFloat,
                    Graph = one.IsCaptured,
                    row.Peer,
                    row.PeerVersion,
                    row.OursMs,
                    row.PeerMs,
                    row.AlsoMs,
                    row.Ratio,
                    one.Target,
                    row.PercentOfLimit,
                    row.OutputsAgree,
                    row.Note,
                    OursSeconds = row.Ours,
                    PeerSeconds = row.Theirs,
                }),
            },
            Json) + "\n";
}
