using System.CommandLine;
using GpuNN.Course;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn sample</c>: lets a trained language model continue a text.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var arguments = new RecipeArguments();
        var prompt = new Option<string>("--prompt") { Description = "What the text begins with", DefaultValueFactory = _ => string.Empty };
        var length = new Option<int>("--length") { Description = "How many tokens are added", DefaultValueFactory = _ => 200 };
        var temperature = new Option<double>("--temperature") { Description = "Below 1 likelier tokens are preferred more; 0 takes the likeliest", DefaultValueFactory = _ => 1 };
        var command = new Command("sample", "Continues a text with the language model of the folder's checkpoint") { prompt, length, temperature };
        arguments.AddTo(command);
        command.SetAction((result, cancellation) => arguments.RunAsync(
            result,
            cancellation,
            (recipe, context) =>
            {
                if (recipe is not ISamplingRecipe model)
                    throw new NotSupportedException($"'{recipe.Name}' is no language model.");
                using IDisposable random = RandomState.Use(new RandomState((ulong)context.Seed));
                result.InvocationConfiguration.Output.WriteLine(model.Sample(
                    context, result.GetValue(prompt)!, result.GetValue(length), result.GetValue(temperature)));
                return 0;
            }));
        return command;
    }
}
