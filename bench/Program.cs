using System.CommandLine;
using GpuNN.Bench.Commands;

var root = new RootCommand("Benchmarks of GpuNN on every accelerator of this machine.") { CompareCommand.Create() };
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
