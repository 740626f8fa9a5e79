using System.CommandLine;
using GpuNN.Bench.Report;
using GpuNN.Bench.Suite;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Commands;

/// <summary>The run without a subcommand: every family on every accelerator, checked, timed, tabled and reported.</summary>
internal static class DefaultCommand
{
    public static RootCommand Create()
    {
        var device = new Option<string[]>("--device") { Description = "Only this device; may be repeated.", HelpName = "NAME" };
        var filter = new Option<string?>("--filter") { Description = "Only the cases whose id contains this text.", HelpName = "TEXT" };
        var size = new Option<string[]>("--size") { Description = "Only small, medium or large; may be repeated.", HelpName = "SIZE" };
        var json = new Option<string?>("--json") { Description = "Writes the results as JSON here too.", HelpName = "FILE" };
        var quick = new Option<bool>("--quick") { Description = "Small and medium sizes, shorter measurements." };
        var list = new Option<bool>("--list") { Description = "Lists devices and cases, and runs nothing." };
        var output = new Option<string>("--out") { Description = "The report; JSON and CSV go beside it.", HelpName = "FILE", DefaultValueFactory = _ => Path.Combine("artifacts", "bench", "report.html") };
        var baseline = new Option<string?>("--baseline") { Description = "An earlier run's JSON to mark changes against.", HelpName = "FILE" };
        var markdown = new Option<string?>("--markdown") { Description = "Writes machine, table and agreement with the baseline into this Markdown file, in a section of its own.", HelpName = "FILE" };
        size.AcceptOnlyFromAmong([.. SuiteCase.Sizes]);
        var command = new RootCommand("Benchmarks of GpuNN: every operator family on every accelerator of this machine, checked against the reference before it is timed.")
        {
            device, filter, size, json, quick, list, output, baseline, markdown,
        };
        foreach (Command subcommand in new[] { CompareCommand.Create(), SweepCommand.Create(), TrainCommand.Create(), JitCommand.Create(), FaultsCommand.Create() })
            command.Add(subcommand);
#if MICRO
        command.Add(MicroCommand.Create());
#endif
        command.SetAction(parsed => Run(
            new SuiteSelection(parsed.GetValue(device) ?? [], parsed.GetValue(filter), parsed.GetValue(size) ?? [], parsed.GetValue(quick)),
            parsed.GetValue(list), parsed.GetValue(output)!, parsed.GetValue(json), parsed.GetValue(baseline), parsed.GetValue(markdown)));
        return command;
    }

    private static int Run(SuiteSelection selection, bool list, string output, string? json, string? baselineFile, string? markdown)
    {
        IReadOnlyList<SuiteCase> cases = selection.Cases();
        IReadOnlyList<DeviceInformation> devices = selection.Devices(Console.Error);
        if (list)
        {
            List(devices, cases);
            return 0;
        }
        BenchmarkRun? baseline = baselineFile is null ? null : RunJson.Read(File.ReadAllText(baselineFile));

        BenchmarkRun run = SuiteSession.Open(devices).Run(cases, selection.Quick ? TimingPlan.AloneQuick : TimingPlan.Alone);
        Console.WriteLine(RunTable.Write(run));
        Console.WriteLine(RunTable.Summary(run));
        WriteFiles(run, baseline, output, json);
        if (markdown is not null)
            MarkdownSection.Write(markdown, "default run", RunMarkdown.Write(run, baseline));
        return RunTable.WrongRows(run).Count == 0 ? 0 : 1;
    }

    private static void WriteFiles(BenchmarkRun run, BenchmarkRun? baseline, string output, string? json)
    {
        string text = RunJson.Write(run);
        OutputFile.Write(output, HtmlReport.Write(run, baseline));
        OutputFile.Write(Path.ChangeExtension(output, ".json"), text);
        OutputFile.Write(Path.ChangeExtension(output, ".csv"), RunCsv.Write(run));
        if (json is not null)
            OutputFile.Write(json, text);
        if (baseline is not null)
            Console.WriteLine(RunTable.Agreement(run, baseline));
        Console.WriteLine($"report: {output}");
    }

    private static void List(IReadOnlyList<DeviceInformation> devices, IReadOnlyList<SuiteCase> cases)
    {
        foreach (DeviceInformation device in devices)
            Console.WriteLine($"{device.Name,-18} {device.Description}");
        Console.WriteLine();
        foreach (SuiteCase one in cases)
            Console.WriteLine($"{one.Size,-8} {one.Case.Id}");
    }
}
