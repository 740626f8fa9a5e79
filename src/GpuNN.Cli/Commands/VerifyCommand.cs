using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GpuNN.Backends;
using GpuNN.Verification;
using GpuNN.Verification.Kernels;
using GpuNN.Verification.Training;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn verify</c>: holds a device to the reference, operator by operator.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Description = "The device", DefaultValueFactory = _ => "cpu" };
        var filter = new Option<string>("--filter") { Description = "Only operators whose name or family contains this", DefaultValueFactory = _ => "" };
        var seed = new Option<int>("--seed") { Description = "Seed of the inputs", DefaultValueFactory = _ => 1 };
        var training = new Option<bool>("--training") { Description = "Also train LeNet, a GRU language model and a GCN for ten steps, against the CPU's losses" };
        var kernels = new Option<FileInfo?>("--kernels") { Description = "Also write to this file, as Markdown, which kernels were launched, by which operators, whether these agreed, and whether the kernel compiles to PTX" };
        var seconds = new Option<double>("--seconds") { Description = "Stop an operator's checks after this long; it then counts as skipped unless one failed", DefaultValueFactory = _ => double.PositiveInfinity };
        var command = new Command("verify", "Checks every operator on a device, with each variant that the device may choose, against the float64 reference") { device, filter, seed, training, kernels, seconds };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(device)!,
            new Settings(
                result.GetValue(filter)!,
                result.GetValue(seed),
                result.GetValue(training),
                result.GetValue(kernels),
                result.GetValue(seconds))));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, string deviceName, Settings settings)
    {
        if (!DeviceArgument.TryParse(deviceName, error, out Device? device)) return 2;
        if (settings.Kernels is not null && device.Backend is not IKernelSource)
        {
            error.WriteLine($"--kernels: {device} computes without kernels");
            return 2;
        }

        KernelTable? table = settings.Kernels is null ? null : new KernelTable((IKernelSource)device.Backend);
        int passed = 0, failed = 0, skipped = 0;
        foreach (OperatorEntry entry in OperatorRegistry.Entries.Where(entry => Matches(entry, settings.Filter)))
        {
            bool agrees = Check(output, device, entry, settings, out bool isWhole);
            table?.Add(entry.Name, agrees);
            if (!agrees) failed++;
            else if (isWhole) passed++;
            else skipped++;
        }

        int untrained = settings.Trains ? Train(output, device) : 0;
        foreach (var ((place, name), count) in Fallback.Counts) output.WriteLine($"fell back: {name} on {place}, {count} times");
        string summary = $"{passed} passed, {failed} failed, {skipped} skipped";
        if (table is not null) WriteKernels(settings.Kernels!, device, settings, table, summary);
        output.WriteLine(summary);
        return failed == 0 && passed > 0 && untrained == 0 ? 0 : 1;
    }

    /// <summary>Checks an operator; whether all that ran was right, and whether all ran.</summary>
    private static bool Check(TextWriter output, Device device, OperatorEntry entry, Settings settings, out bool isWhole)
    {
        var clock = Stopwatch.StartNew();
        long before = device.Backend.ExecutionCount;
        var results = new List<CaseResult>();
        isWhole = true;
        foreach (CaseResult result in Verifier.Check(entry, device, settings.Seed))
        {
            results.Add(result);
            if (clock.Elapsed.TotalSeconds <= settings.Seconds) continue;
            isWhole = false;
            break;
        }

        List<CaseResult> failures = [.. results.Where(result => !result.Passed)];
        double share = results.Where(result => double.IsFinite(result.BudgetShare)).Select(result => result.BudgetShare).DefaultIfEmpty().Max();
        int variants = results.SelectMany(result => result.Variants).Distinct().Count();
        string outcome = failures.Count > 0 ? "FAILED" : isWhole ? "passed" : "cut   ";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome}  {entry.Name,-28} {results.Count,4} checks {variants,3} variants  {share,7:P1} of the budget  {device.Backend.ExecutionCount - before,6} executions  {clock.Elapsed.TotalSeconds,6:F2} s"));
        foreach (CaseResult failure in failures)
            output.WriteLine($"        {failure.Case}, {failure.Part}: {failure.Failure}");
        return failures.Count == 0;
    }

    private static void WriteKernels(FileInfo file, Device device, Settings settings, KernelTable table, string summary)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Kernels on {device}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Written by `gpunn verify --device {device}{settings} --kernels FILE` on {device.Description}: {summary}");
        page.AppendLine(double.IsFinite(settings.Seconds)
            ? "(operators; skipped are those that were stopped before their last case, with all checks until then passed)."
            : "(operators).");
        page.Append(table.ToMarkdown());
        File.WriteAllText(file.FullName, page.ToString());
    }

    /// <summary>Trains every model; how many failed.</summary>
    private static int Train(TextWriter output, Device device)
    {
        int failed = 0;
        foreach (TrainingRun run in TrainingRuns.All)
        {
            var clock = Stopwatch.StartNew();
            long before = device.Backend.ExecutionCount;
            TrainingResult result = TrainingVerifier.Check(run, device);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(result.Failure is null ? "trained" : "FAILED ")} {run.Name,-28} loss {result.FirstLoss:F4} to {result.LastLoss:F4}, {result.BudgetShare:P1} of the budget, {device.Backend.ExecutionCount - before} executions, {clock.Elapsed.TotalSeconds:F2} s"));
            if (result.Failure is null) continue;
            output.WriteLine($"        {result.Failure}");
            failed++;
        }

        return failed;
    }

    private static bool Matches(OperatorEntry entry, string filter) =>
        entry.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || entry.Family.Contains(filter, StringComparison.OrdinalIgnoreCase);

    /// <summary>The options beside the device.</summary>
    private sealed record Settings(string Filter, int Seed, bool Trains, FileInfo? Kernels, double Seconds)
    {
        /// <summary>Those that decide what is checked, as they were given.</summary>
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{(Filter.Length > 0 ? $" --filter {Filter}" : "")}{(Seed != 1 ? $" --seed {Seed}" : "")}{(double.IsFinite(Seconds) ? $" --seconds {Seconds}" : "")}");
    }
}
