using System.CommandLine;
using GpuNN.Bench.Jit;

namespace GpuNN.Bench.Commands;

/// <summary><c>jit</c>: what GpuNN.Jit's kernels, launches and compilations cost, each beside what it should be measured by.</summary>
internal static class JitCommand
{
    public static Command Create()
    {
        var firstKernel = new Option<bool>("--first-kernel") { Description = "Prints the milliseconds to this process's first kernel, and nothing else." };
        var openCl = new Option<bool>("--opencl") { Description = "With --first-kernel: on OpenCL." };
        var command = new Command("jit", "Measures the kernels' compiler and runtime against hand-written C#, OpenCL C and the driver's own calls.") { firstKernel, openCl };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(firstKernel))
                CompileMeasurements.RunFirstKernel(parsed.GetValue(openCl));
            else
                Run();
            return 0;
        });
        return command;
    }

    private static void Run()
    {
        var table = new JitTable();
        ClrMeasurements.Add(table);
        OpenClMeasurements.Add(table);
        CompileMeasurements.Add(table);
        Console.WriteLine(table);
    }
}
