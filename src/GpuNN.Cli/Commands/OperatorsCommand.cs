using System.CommandLine;
using GpuNN.Verification;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn operators</c>: the table of <c>docs/operators.md</c>.</summary>
internal static class OperatorsCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo?>("--out") { Description = "Write to this file instead of the console" };
        var command = new Command("operators", "Writes the table of all operators as Markdown") { file };
        command.SetAction(result =>
        {
            string table = OperatorTable.Write(OperatorRegistry.Entries);
            if (result.GetValue(file) is { } target) File.WriteAllText(target.FullName, table);
            else result.InvocationConfiguration.Output.Write(table);
            return 0;
        });
        return command;
    }
}
