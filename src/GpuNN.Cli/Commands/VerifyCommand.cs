using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GpuNN.Verification;
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
        var command = new Command("verify", "Checks every operator on a device against the float64 reference") { device, filter, seed, training };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(device)!,
            result.GetValue(filter)!,
            result.GetValue(seed),
            result.GetValue(training)));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, string deviceName, string filter, int seed, bool trains)
    {
        if (!DeviceArgument.TryParse(deviceName, error, out Device? device)) return 2;

        int passed = 0, failed = 0;
        foreach (OperatorEntry entry in OperatorRegistry.Entries.Where(entry => Matches(entry, filter)))
        {
            var clock = Stopwatch.StartNew();
            long before = device.Backend.ExecutionCount;
            List<CaseResult> results = [.. Verifier.Check(entry, device, seed)];
            List<CaseResult> failures = [.. results.Where(result => !result.Passed)];
            double share = results.Where(result => double.IsFinite(result.BudgetShare)).Select(result => result.BudgetShare).DefaultIfEmpty().Max();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(failures.Count == 0 ? "passed" : "FAILED")}  {entry.Name,-28} {results.Count,4} checks  {share,7:P1} of the budget  {device.Backend.ExecutionCount - before,6} executions  {clock.Elapsed.TotalSeconds,6:F2} s"));
            foreach (CaseResult failure in failures)
                output.WriteLine($"        {failure.Case}, {failure.Part}: {failure.Failure}");
            if (failures.Count == 0) passed++;
            else failed++;
        }

        int untrained = trains ? Train(output, device) : 0;
        foreach (var ((place, name), count) in Fallback.Counts) output.WriteLine($"fell back: {name} on {place}, {count} times");
        output.WriteLine($"{passed} passed, {failed} failed, 0 skipped");
        return failed == 0 && passed > 0 && untrained == 0 ? 0 : 1;
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
}
