using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GpuNN.Bench.Micro;

namespace GpuNN.Bench.Commands;

/// <summary><c>micro</c>: BenchmarkDotNet over each family, with the memory diagnoser.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments") { Description = "Passed on to BenchmarkDotNet, for instance --filter *Gemm*.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("micro", "Runs BenchmarkDotNet over each family, with allocations counted.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run([.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens]));
        return command;
    }

    /// <summary>In process: BenchmarkDotNet 0.14 cannot name .NET 10 in the project it would otherwise generate.</summary>
    private static int Run(string[] arguments)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .WithArtifactsPath(Path.Combine("artifacts", "bench", "micro"))
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(CaseBenchmarks).Assembly).Run(arguments, config);
        return 0;
    }
}
