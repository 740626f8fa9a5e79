using System.CommandLine;
using GpuNN.Cli;

#if ILGPU
GpuNN.IlgpuDevices.Register();
#endif
// After Ctrl+C a training finishes its step and writes a checkpoint.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) };
return await Tool.Create().Parse(args).InvokeAsync(configuration);
