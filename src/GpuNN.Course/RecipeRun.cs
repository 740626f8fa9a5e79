using System.Text.Json;

namespace GpuNN.Course;

/// <summary>Runs a recipe and writes what came of it into its folder: <c>metrics.json</c>, <c>curves.svg</c>, and the
/// checkpoint that the recipe writes.</summary>
public static class RecipeRun
{
    /// <summary>The name of the file with the result.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>The name of the file with the curves.</summary>
    public const string CurvesFile = "curves.svg";

    /// <summary>Trains; curves are written also where it is cancelled or fails.</summary>
    /// <inheritdoc cref="Recipe.Train" path="/exception"/>
    public static RecipeResult Train(Recipe recipe, RecipeContext context)
    {
        Directory.CreateDirectory(context.OutputDirectory);
        using IDisposable random = RandomState.Use(new RandomState((ulong)context.Seed));
        try
        {
            RecipeResult result = recipe.Train(context);
            WriteMetrics(Path.Combine(context.OutputDirectory, MetricsFile), result);
            return result;
        }
        finally
        {
            File.WriteAllText(
                Path.Combine(context.OutputDirectory, CurvesFile), CurveChart.Draw(recipe.Name, context.Curves));
        }
    }

    /// <summary>Measures the model of a checkpoint.</summary>
    public static IReadOnlyDictionary<string, double> Evaluate(Recipe recipe, RecipeContext context)
    {
        using IDisposable random = RandomState.Use(new RandomState((ulong)context.Seed));
        return recipe.Evaluate(context);
    }

    private static void WriteMetrics(string path, RecipeResult result)
    {
        using FileStream file = File.Create(path);
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("metric", result.Metric);
        WriteNumber("value", result.Value);
        WriteNumber("threshold", result.Threshold);
        WriteNumber("baseline", result.Baseline);
        writer.WriteString("baseline_name", result.BaselineName);
        writer.WriteBoolean("larger_is_better", result.IsMaximized);
        writer.WriteBoolean("reached", result.IsReached);
        writer.WriteEndObject();

        // JSON has no NaN and no infinity.
        void WriteNumber(string name, double number)
        {
            if (double.IsFinite(number)) writer.WriteNumber(name, number);
            else writer.WriteNull(name);
        }
    }
}
