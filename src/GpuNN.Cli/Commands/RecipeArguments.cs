using System.CommandLine;
using GpuNN.Course;

namespace GpuNN.Cli.Commands;

/// <summary>The arguments that all commands on models share, and the errors that a user makes with them.</summary>
internal sealed class RecipeArguments
{
    private const int UsageError = 2;
    private const int Cancelled = 130;

    private readonly Argument<string> _model = new("model") { Description = "One of `gpunn list`" };
    private readonly Option<string?> _data = new("--data") { Description = "Data of your own: a file or folder" };
    private readonly Option<string?> _device = new("--device") { Description = "The device; cpu where left out" };
    private readonly Option<int> _seed = new("--seed") { Description = "The seed of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _folder = new("--out") { Description = "The folder of results; artifacts/train/MODEL where left out" };

    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_data);
        command.Add(_device);
        command.Add(_seed);
        command.Add(_folder);
    }

    /// <summary>Runs something with the recipe that is named; what a user can mend ends in a line and a code. It runs on
    /// another thread, so that Ctrl+C is heard while it does.</summary>
    public Task<int> RunAsync(
        ParseResult result,
        CancellationToken cancellation,
        Func<Recipe, RecipeContext, int> run,
        int? epochs = null,
        bool resumes = false) =>
        Task.Run(() => Run(result, cancellation, run, epochs, resumes), CancellationToken.None);

    private int Run(
        ParseResult result,
        CancellationToken cancellation,
        Func<Recipe, RecipeContext, int> run,
        int? epochs,
        bool resumes)
    {
        TextWriter output = result.InvocationConfiguration.Output, error = result.InvocationConfiguration.Error;
        string name = result.GetValue(_model)!;
        if (RecipeCatalogue.Find(name) is not { } recipe)
        {
            error.WriteLine($"There is no model '{name}'; there are {string.Join(", ", RecipeCatalogue.All.Select(known => known.Name))}.");
            return UsageError;
        }

        try
        {
            var context = new RecipeContext
            {
                OutputDirectory = result.GetValue(_folder) ?? Path.Combine("artifacts", "train", name),
                Device = result.GetValue(_device) is { } device ? Device.Parse(device) : Device.Default,
                Seed = result.GetValue(_seed),
                Epochs = epochs,
                DataPath = result.GetValue(_data),
                Resumes = resumes,
                Output = output,
                IsTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected,
                Cancellation = cancellation,
            };
            return run(recipe, context);
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Cancelled; --resume continues from the checkpoint.");
            return Cancelled;
        }
        catch (Exception exception) when (exception is GpuNNException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error.WriteLine(exception.Message);
            return exception is DivergedException ? 1 : UsageError;
        }
    }
}
