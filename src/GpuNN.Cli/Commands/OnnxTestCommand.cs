using System.CommandLine;
using GpuNN.Onnx.Cases;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn onnx-test</c>: runs a folder of cases in the layout of ONNX's backend tests.</summary>
internal static class OnnxTestCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The folder; cases may lie anywhere below it" };
        var device = new Option<string>("--device") { Description = "The device", DefaultValueFactory = _ => "cpu" };
        var command = new Command("onnx-test", "Runs a folder of ONNX's backend tests") { folder, device };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(folder)!,
            result.GetValue(device)!));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, DirectoryInfo folder, string deviceName)
    {
        if (!folder.Exists)
        {
            error.WriteLine($"There is no folder {folder.FullName}.");
            return 2;
        }

        if (!DeviceArgument.TryParse(deviceName, error, out Device? device)) return 2;

        int passed = 0, failed = 0, skipped = 0;
        foreach (OnnxCaseResult result in OnnxCases.RunAll(folder.FullName, device))
        {
            switch (result.Outcome)
            {
                case OnnxCaseOutcome.Passed: passed++; break;
                case OnnxCaseOutcome.Failed: failed++; break;
                default: skipped++; break;
            }

            string word = result.Outcome == OnnxCaseOutcome.Failed ? "FAILED " : result.Outcome == OnnxCaseOutcome.Passed ? "passed " : "skipped";
            output.WriteLine(result.Reason is null ? $"{word} {result.Name}" : $"{word} {result.Name}: {result.Reason}");
        }

        foreach (var ((place, name), count) in Fallback.Counts) output.WriteLine($"fell back: {name} on {place}, {count} times");
        output.WriteLine(FormattableString.Invariant($"{passed} passed, {failed} failed, {skipped} skipped"));
        return failed == 0 ? 0 : 1;
    }
}
