using System.CommandLine;
using System.Globalization;
using GpuNN.Course;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn eval</c>: measures a trained model.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var arguments = new RecipeArguments();
        var command = new Command("eval", "Measures the model of the folder's checkpoint on the test data");
        arguments.AddTo(command);
        command.SetAction((result, cancellation) => arguments.RunAsync(
            result,
            cancellation,
            (recipe, context) =>
            {
                foreach (var (name, value) in RecipeRun.Evaluate(recipe, context))
                    result.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:G5}"));
                return 0;
            }));
        return command;
    }
}
