using System.CommandLine;
using System.Globalization;
using GpuNN.Cli.Tuning;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn tune</c>: times the variants of every family on a device, holds the fastest to the reference and remembers
/// it.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Description = "The device", DefaultValueFactory = _ => "jit-cpu" };
        var filter = new Option<string>("--filter") { Description = "Only families whose name contains this", DefaultValueFactory = _ => "" };
        var file = new Option<FileInfo?>("--out") { Description = "Also write the table to this file, as Markdown" };
        var command = new Command("tune", "Times the variants of each family of kernels on a device and remembers the fastest, for GPUNN_AUTOTUNE=1; sizes measured before are not timed again") { device, filter, file };
        command.SetAction(result => Run(
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            result.GetValue(device)!,
            result.GetValue(filter)!,
            result.GetValue(file)));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, string deviceName, string filter, FileInfo? file)
    {
        if (!DeviceArgument.TryParse(deviceName, error, out Device? device)) return 2;

        var table = new VariantTable(device);
        TuningCase? current = null;
        void Add(TuningReport report)
        {
            table.Add(current!, report);
            output.WriteLine(Line(report));
        }

        Autotuning.Tuned += Add;
        try
        {
            using IDisposable tuning = Autotuning.Use(true);
            using IDisposable fallback = Fallback.Use(FallbackPolicy.Throw);
            using IDisposable random = RandomState.Use(new RandomState(1));
            foreach (TuningCase one in TuningCases.All.Where(one => one.Family.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                using Step step = Step.Begin();
                current = one;
                one.Run(device);
            }
        }
        finally
        {
            Autotuning.Tuned -= Add;
        }

        if (file is not null) File.WriteAllText(file.FullName, table.ToMarkdown());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{table.Measured} measured, {table.Improved} faster than the built-in choice, {table.Failed} candidates failed"));
        return table.Failed == 0 ? 0 : 1;
    }

    private static string Line(TuningReport report)
    {
        IEnumerable<string> trials = report.Trials.Select(trial => trial.Failure is not null
            ? $"{trial.Variant} failed"
            : string.Create(CultureInfo.InvariantCulture, $"{trial.Variant} {trial.Time?.TotalMilliseconds:G3}"));
        return $"{report.Primitive} {report.Operands}: {report.Winner ?? "none is right"}; ms: {string.Join(", ", trials)}";
    }
}
