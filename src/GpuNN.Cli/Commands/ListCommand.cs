using System.CommandLine;
using GpuNN.Course;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn list</c>: the models that can be trained, one per line, the name first.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Lists the models that can be trained");
        command.SetAction(result =>
        {
            foreach (Recipe recipe in RecipeCatalogue.All)
                result.InvocationConfiguration.Output.WriteLine($"{recipe.Name,-20} {recipe.Summary}");
            return 0;
        });
        return command;
    }
}
