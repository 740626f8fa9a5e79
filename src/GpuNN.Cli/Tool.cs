using System.CommandLine;
using GpuNN.Cli.Commands;

namespace GpuNN.Cli;

/// <summary>The tool's commands.</summary>
internal static class Tool
{
    public static RootCommand Create()
    {
        var root = new RootCommand("GpuNN: neural networks on hand-written GPU kernels")
        {
            DevicesCommand.Create(),
            VerifyCommand.Create(),
            TuneCommand.Create(),
            OperatorsCommand.Create(),
            ListCommand.Create(),
            TrainCommand.Create(),
            EvalCommand.Create(),
            SampleCommand.Create(),
            RunCommand.Create(),
            OnnxInfoCommand.Create(),
            OnnxTestCommand.Create(),
            OnnxOperatorsCommand.Create(),
        };
        root.Add(ProfileCommand.Create(root));
        return root;
    }
}
