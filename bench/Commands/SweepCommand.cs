using System.CommandLine;
using System.Globalization;
using GpuNN.Backends.Cpu;
using GpuNN.Bench.Report;
using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Commands;

/// <summary><c>sweep</c>: one operator over many sizes, to see whether cost grows with work.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("operator") { Description = string.Join(", ", Sweep.All.Select(sweep => sweep.Name)) };
        name.AcceptOnlyFromAmong([.. Sweep.All.Select(sweep => sweep.Name)]);
        var sizes = new Option<int[]>("--sizes") { Description = "The sizes, instead of the operator's own.", HelpName = "N", AllowMultipleArgumentsPerToken = true };
        var device = new Option<string[]>("--device") { Description = "Only this device; may be repeated.", HelpName = "NAME" };
        var threads = new Option<int?>("--threads") { Description = "The CPU backend's threads.", HelpName = "N" };
        var json = new Option<string?>("--json") { Description = "Writes the results as JSON.", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Draws time against size.", HelpName = "FILE" };
        var markdown = new Option<string?>("--markdown") { Description = "Writes the table into this Markdown file, in a section of its own, and the picture beside it.", HelpName = "FILE" };
        var command = new Command("sweep", "Times one operator over many sizes.") { name, sizes, device, threads, json, svg, markdown };
        command.SetAction(parsed => Run(
            Sweep.Find(parsed.GetValue(name)!), parsed.GetValue(sizes) ?? [], parsed.GetValue(device) ?? [],
            parsed.GetValue(threads), parsed.GetValue(json), parsed.GetValue(svg), parsed.GetValue(markdown)));
        return command;
    }

    private static int Run(Sweep sweep, int[] sizes, string[] devices, int? threads, string? json, string? svg, string? markdown)
    {
        if (Array.Exists(sizes, size => size < 1))
            throw new ArgumentException("--sizes should be positive.");
        if (threads is { } count)
            CpuThreading.ThreadCount = count;
        IReadOnlyList<int> used = sizes.Length > 0 ? sizes : sweep.DefaultSizes;
        var selection = new SuiteSelection(devices.Length > 0 ? devices : ["cpu"], null, [], false);
        SuiteSession session = SuiteSession.Open(selection.Devices(Console.Error));
        BenchmarkRun run = session.Run(sweep.Cases(used), TimingPlan.Alone);
        Console.WriteLine($"{sweep.Name}: {sweep.Meaning}");
        Console.WriteLine(Table(run));
        if (json is not null)
            OutputFile.Write(json, RunJson.Write(run));
        if (svg is not null)
            OutputFile.Write(svg, Draw(sweep, run));
        if (markdown is not null)
            WriteSection(markdown, sweep, run, threads, sizes);
        return RunTable.WrongRows(run).Count == 0 ? 0 : 1;
    }

    private static void WriteSection(string file, Sweep sweep, BenchmarkRun run, int? threads, int[] sizes)
    {
        string picture = $"{Path.GetFileNameWithoutExtension(file)}-{sweep.Name}.svg";
        OutputFile.Write(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, picture), Draw(sweep, run));
        string option = threads is { } count ? string.Create(CultureInfo.InvariantCulture, $" --threads {count}") : "";
        if (sizes.Length > 0)
            option += $" --sizes {string.Join(' ', sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))}";
        MarkdownSection.Write(
            file,
            $"sweep {sweep.Name}",
            $"Time over {sweep.Meaning}, by `dotnet run -c Release --project bench -- sweep {sweep.Name}{option} --markdown {file}`; "
                + $"where cost grows as it should, the time per FLOP (or per byte) stays level. {Level(run)}\n\n![{sweep.Name}]({picture})\n\n{Table(run)}");
    }

    /// <summary>How far the cost of a unit of work strays from the middle size to the largest.</summary>
    private static string Level(BenchmarkRun run)
    {
        BenchmarkRow[] timed = [.. run.Rows.Where(row => row.IsTimed)];
        BenchmarkRow[] large = timed[(timed.Length / 2)..];
        if (large.Length < 2)
            return "";
        double[] costs = [.. large.Select(row => row.MedianMs / (row.Flops > 0 ? row.Flops : row.Bytes))];
        string unit = large[0].Flops > 0 ? "FLOP" : "byte";
        return $"From {large[0].Shape} to {large[^1].Shape} the dearest {unit} costs {Number(100 * (costs.Max() / costs.Min() - 1), "0")}% more than the cheapest.";
    }

    /// <summary>The last column shows what stays level when cost grows as it should.</summary>
    private static string Table(BenchmarkRun run)
    {
        var table = new TextTable(["device", "shape", "time", "±", "GFLOP/s", "GB/s", "% of limit", "ps per FLOP", "ps per byte", ""], "llrrrrrrrl");
        foreach (BenchmarkRow row in run.Rows)
        {
            table.Add(
                row.Device, row.Shape, row.IsTimed ? Quantity.Time(row.MedianMs * 1e-3) : "-", Number(row.Spread * 50, "0") + "%",
                Number(row.GigaflopsPerSecond, "0.0"), Number(row.GigabytesPerSecond, "0.0"), Number(row.PercentOfLimit, "0"),
                row.Flops > 0 ? Number(row.MedianMs * 1e9 / row.Flops, "0.00") : "", Number(row.MedianMs * 1e9 / row.Bytes, "0.0"), row.Note);
        }
        return table.ToString();
    }

    private static string Draw(Sweep sweep, BenchmarkRun run)
    {
        SizeLine[] lines = [.. run.Rows.Where(row => row.IsTimed).GroupBy(row => row.Device).Select((group, series) => new SizeLine(
            series, group.Key, false, [.. group.Select(row => (Math.Max(row.Flops, 1), row.MedianMs * 1e-3, row.Shape))]))];
        return StandaloneSvg.Write(SizeChart.Draw($"{sweep.Name}: time against size", "FLOP", lines, 640));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
