using System.CommandLine;
using GpuNN.Bench.Commands;

#if ILGPU
GpuNN.IlgpuDevices.Register();
#endif
try
{
    ParseResult parsed = DefaultCommand.Create().Parse(args);
    if (parsed.Errors.Count == 0)
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("See --help.");
    return 2;
}
catch (Exception exception) when (exception is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
