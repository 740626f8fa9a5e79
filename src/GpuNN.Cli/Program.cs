using System.CommandLine;
using GpuNN.Cli.Commands;

var root = new RootCommand("GpuNN: neural networks on hand-written GPU kernels")
{
    DevicesCommand.Create(),
    VerifyCommand.Create(),
    OperatorsCommand.Create(),
    ListCommand.Create(),
    TrainCommand.Create(),
    EvalCommand.Create(),
    SampleCommand.Create(),
    RunCommand.Create(),
    OnnxTestCommand.Create(),
    OnnxOperatorsCommand.Create(),
};
root.Add(ProfileCommand.Create(root));

// After Ctrl+C a training finishes its step and writes a checkpoint.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) };
return await root.Parse(args).InvokeAsync(configuration);
