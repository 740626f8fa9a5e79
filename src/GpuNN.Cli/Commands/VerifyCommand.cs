using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GpuNN.Verification;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn verify</c>: holds a device to the reference, operator by operator.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Description = "The device", DefaultValueFactory = _ => "cpu" };
        var filter = new Option<string>("--filter") { Description = "Only operators whose name or family contains this", DefaultValueFactory = _ => "" };
        var seed = new Option<int>("--seed") { Description = "Seed of the inputs", DefaultValueFactory = _ => 1 };
        var command = new Command("verify", "Checks every operator on a device against the float64 reference") { device, filter, seed };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(device)!,
            result.GetValue(filter)!,
            result.GetValue(seed)));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, string deviceName, string filter, int seed)
    {
        Device device;
        try
        {
            device = Device.Parse(deviceName);
        }
        catch (DeviceMismatchException exception)
        {
            error.WriteLine(exception.Message);
            return 2;
        }

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

        foreach (var ((place, name), count) in Fallback.Counts) output.WriteLine($"fell back: {name} on {place}, {count} times");
        output.WriteLine($"{passed} passed, {failed} failed, 0 skipped");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static bool Matches(OperatorEntry entry, string filter) =>
        entry.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || entry.Family.Contains(filter, StringComparison.OrdinalIgnoreCase);
}
