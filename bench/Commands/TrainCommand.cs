using System.CommandLine;
using System.Globalization;
using GpuNN.Bench.Report.Svg;
using GpuNN.Bench.Suite;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Commands;

/// <summary><c>train</c>: how many steps and samples a second each model trains on each device.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var device = new Option<string[]>("--device") { Description = "Only this device; may be repeated.", HelpName = "NAME" };
        var filter = new Option<string?>("--filter") { Description = "Only the models whose id contains this text.", HelpName = "TEXT" };
        var json = new Option<string?>("--json") { Description = "Writes the results as JSON.", HelpName = "FILE" };
        var command = new Command("train", "Measures the training throughput of each model.") { device, filter, json };
        command.SetAction(parsed => Run(parsed.GetValue(device) ?? [], parsed.GetValue(filter), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] devices, string? filter, string? json)
    {
        var selection = new SuiteSelection(devices, filter, [], false);
        SuiteCase[] cases = [.. selection.Cases().Where(one => one.Case.Family == "step")];
        if (cases.Length == 0)
            throw new ArgumentException($"No model's id contains '{filter}'.");
        BenchmarkRun run = SuiteSession.Open(selection.Devices(Console.Error)).Run(cases, TimingPlan.Alone);
        var table = new TextTable(["device", "model", "shape", "time per step", "±", "steps/s", "samples/s", "GFLOP/s", "% of limit", ""], "lllrrrrrrl");
        for (int i = 0; i < run.Rows.Count; i++)
        {
            BenchmarkRow row = run.Rows[i];
            double steps = row.IsTimed ? 1e3 / row.MedianMs : 0;
            int samples = cases[i / run.Devices.Count].Case.Integer("batch", cases[i / run.Devices.Count].Case.Integer("nodes", 1));
            table.Add(
                row.Device, row.Operator, row.Shape, row.IsTimed ? Quantity.Time(row.MedianMs * 1e-3) : "-",
                (row.Spread / 2).ToString("0%", CultureInfo.InvariantCulture), Quantity.Digits(steps), Quantity.Digits(steps * samples),
                Quantity.Digits(row.GigaflopsPerSecond), row.PercentOfLimit.ToString("0", CultureInfo.InvariantCulture), row.Note);
        }
        Console.WriteLine(table);
        if (json is not null)
            OutputFile.Write(json, RunJson.Write(run));
        return RunTable.WrongRows(run).Count == 0 ? 0 : 1;
    }
}
