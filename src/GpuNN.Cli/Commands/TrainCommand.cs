using System.CommandLine;
using System.Globalization;
using GpuNN.Course;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn train</c>: trains a model of the course, and says whether it has learned.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var arguments = new RecipeArguments();
        var epochs = new Option<int?>("--epochs") { Description = "How many epochs, in the place of the recipe's own number" };
        var resume = new Option<bool>("--resume") { Description = "Continue from the checkpoint in the folder" };
        var command = new Command("train", "Trains a model; without --data its small configuration on generated data") { epochs, resume };
        arguments.AddTo(command);
        command.SetAction((result, cancellation) => arguments.RunAsync(
            result,
            cancellation,
            (recipe, context) => Train(recipe, context, result.InvocationConfiguration.Output),
            result.GetValue(epochs),
            result.GetValue(resume)));
        return command;
    }

    private static int Train(Recipe recipe, RecipeContext context, TextWriter output)
    {
        RecipeResult result = RecipeRun.Train(recipe, context);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{recipe.Name}: {result.Metric} {result.Value:G5}, threshold {result.Threshold:G5}, baseline ({result.BaselineName}) {result.Baseline:G5}: {(result.IsReached ? "reached" : "NOT REACHED")}"));
        output.WriteLine($"written to {context.OutputDirectory}");
        return result.IsReached ? 0 : 1;
    }
}
