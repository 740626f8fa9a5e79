using System.CommandLine;
using GpuNN.Onnx;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn onnx-operators</c>: the table of <c>docs/onnx-operators.md</c>.</summary>
internal static class OnnxOperatorsCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo?>("--out") { Description = "Write to this file instead of the console" };
        var command = new Command("onnx-operators", "Writes the table of the ONNX operators that are read") { file };
        command.SetAction(result =>
        {
            string table = OnnxOperators.WriteTable();
            if (result.GetValue(file) is { } target) File.WriteAllText(target.FullName, table);
            else result.InvocationConfiguration.Output.Write(table);
            return 0;
        });
        return command;
    }
}
