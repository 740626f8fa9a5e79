namespace GpuNN.Course;

/// <summary>One of the course's models with its data, training, measure and baseline: what <c>gpunn train</c> runs. Each is a
/// class of its own in <c>Recipes/</c>, and a line of <see cref="RecipeCatalogue"/>.</summary>
public abstract class Recipe
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Model, data and baseline in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>Trains model and baseline, and measures both. Everything random follows from
    /// <see cref="RecipeContext.Seed"/>; the checkpoint goes to <see cref="RecipeContext.CheckpointPath"/>.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract RecipeResult Train(RecipeContext context);

    /// <summary>Measures the model of the context's checkpoint on the test data.</summary>
    /// <returns>Metrics by name.</returns>
    public abstract IReadOnlyDictionary<string, double> Evaluate(RecipeContext context);
}
