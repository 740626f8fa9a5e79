using System.CommandLine;
using GpuNN.Profiling;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn profile -- COMMAND</c>: runs another command, or trains a model, and shows where the time went.</summary>
internal static class ProfileCommand
{
    /// <param name="root">Has the commands that can be profiled.</param>
    public static Command Create(RootCommand root)
    {
        var trace = new Option<string>("--trace") { Description = "Where the Chrome trace goes", DefaultValueFactory = _ => "profile.json" };
        var words = new Argument<string[]>("command")
        {
            Description = "A command of gpunn with its options, or a model to train",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("profile", "Times every operator and kernel of a command or of a model's training") { trace, words };
        command.SetAction(result =>
            Run(root, result.InvocationConfiguration, result.GetValue(trace)!, result.GetValue(words)!));
        return command;
    }

    private static int Run(RootCommand root, InvocationConfiguration configuration, string trace, string[] words)
    {
        if (root.Subcommands.All(command => command.Name != words[0])) words = ["train", .. words];
        using Profiler profiler = Profiler.Start();
        int code = root.Parse(words).Invoke(configuration);
        Profile profile = profiler.Stop();
        configuration.Output.WriteLine();
        configuration.Output.Write(profile.ToString());
        if (profile.Events.IsEmpty) return code;
        profile.SaveChromeTrace(trace);
        string dropped = profile.DroppedEvents == 0 ? string.Empty : $" (the first {profile.Events.Length} events; {profile.DroppedEvents} more are in the sums only)";
        configuration.Output.WriteLine($"trace: {trace}{dropped}; open it in chrome://tracing or ui.perfetto.dev");
        return code;
    }
}
