using System.CommandLine;
using GpuNN.Bench.Cases;
using GpuNN.Bench.Compare;
using GpuNN.Bench.Compare.Devices;
using GpuNN.Bench.Compare.Peers;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Commands;

/// <summary><c>compare</c>: ours against OpenBLAS, PyTorch and SciPy, alternately, in one run.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var cases = new Option<string?>("--cases") { Description = "A case list in the format of bench/Compare/cpu-cases.json.", HelpName = "FILE" };
        var filter = new Option<string?>("--filter") { Description = "Only the ids that contain this text.", HelpName = "ID" };
        var device = new Option<string>("--device") { Description = "The device of our side: cpu, or an accelerator, whose cases are cuda-cases.json.", HelpName = "NAME", DefaultValueFactory = _ => "cpu" };
        var threads = new Option<int?>("--threads") { Description = "One number of threads instead of 1 and 2.", HelpName = "N" };
        var json = new Option<string?>("--json") { Description = "Writes the rows as a JSON array.", HelpName = "FILE" };
        var markdown = new Option<string?>("--markdown") { Description = "Writes table and reasons into this Markdown file, in a section of their own.", HelpName = "FILE" };
        var python = new Option<string?>("--python") { Description = "The interpreter that has PyTorch and SciPy.", HelpName = "PATH" };
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter turns." };
        var cold = new Option<bool>("--cold") { Description = "Flushes an accelerator's second-level cache before every timed call, on both sides." };
        var also = new Option<string?>("--also") { Description = "One more device of ours, in turn with the two sides: ilgpu-cuda:0 where ILGPU is built in.", HelpName = "NAME" };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 1024)
                result.AddError("--threads should be between 1 and 1024.");
        });
        var command = new Command("compare", "Compares the CPU backend with OpenBLAS, PyTorch and SciPy, or an accelerator with PyTorch, alternately, in one run.")
        {
            cases, filter, device, threads, json, markdown, python, quick, cold, also,
        };
        command.SetAction(parsed => Run(new CompareOptions(
            parsed.GetValue(cases), parsed.GetValue(filter), parsed.GetValue(device)!, parsed.GetValue(threads),
            parsed.GetValue(json), parsed.GetValue(markdown), parsed.GetValue(python), parsed.GetValue(quick),
            parsed.GetValue(cold), parsed.GetValue(also))));
        return command;
    }

    private static int Run(CompareOptions options)
    {
        bool isAccelerator = options.Device != "cpu";
        string file = options.CasesFile ?? Path.Combine(AppContext.BaseDirectory, "Compare", isAccelerator ? "cuda-cases.json" : "cpu-cases.json");
        BenchmarkCase[] cases = [.. BenchmarkCase.ReadList(File.ReadAllText(file))
            .Where(one => options.Filter is null || one.Id.Contains(options.Filter, StringComparison.OrdinalIgnoreCase))];
        if (cases.Length == 0)
            throw new ArgumentException($"No case id contains '{options.Filter}'.");
        foreach (BenchmarkCase one in cases)
            CaseFamilies.For(one);
        if (isAccelerator)
            return DeviceComparison.Run(options, cases);

        if (options.Cold || options.Also is not null)
            throw new ArgumentException("--cold and --also are for accelerators: name one with --device.");

        MachineDescription machine = MachineDescription.Detect();
        int[] counts = options.Threads is { } count ? [count] : [1, 2];
        Dictionary<int, MachineLimits> limits = counts.ToDictionary(n => n, n => MachineLimits.Measure(n, machine.Caches));
        Console.Write(MachineText.Describe(machine, limits.Values));

        using var peers = new PeerSet(options.Python, Console.Error);
        var progress = Progress.OnError(cases.Length * counts.Length);
        var runner = new CompareRunner(peers, limits, new CpuSide(), options.Quick ? TimingPlan.Quick : TimingPlan.Full);
        IReadOnlyList<CompareRow> rows = runner.Run(cases, progress.Begin);
        progress.End();
        Console.WriteLine(CompareTable.Write(rows, limits));
        Console.WriteLine(CompareTable.Summary(rows));
        if (options.JsonFile is not null)
            OutputFile.Write(options.JsonFile, CompareJson.Write(rows));
        if (options.MarkdownFile is not null)
        {
            string command = "dotnet run -c Release --project bench -- compare" + options.Arguments;
            MarkdownSection.Write(
                options.MarkdownFile, "compare", CompareMarkdown.Write(rows, limits, machine, CompareExplanations.Read(), command));
        }
        return 0;
    }
}
