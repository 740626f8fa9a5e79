using System.CommandLine;
using GpuNN.Cli.Commands;

var root = new RootCommand("GpuNN: neural networks on hand-written GPU kernels")
{
    DevicesCommand.Create(),
    VerifyCommand.Create(),
    OperatorsCommand.Create(),
};
root.Add(ProfileCommand.Create(root));
return root.Parse(args).Invoke();
