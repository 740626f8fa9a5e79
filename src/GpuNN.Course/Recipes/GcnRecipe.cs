using GpuNN.Models.Graphs;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>Kipf and Welling's network on the karate club, with one label for each club, and on a block model, against an MLP on
/// the latter. The result is the lesser accuracy; the checkpoint is of the second.</summary>
public sealed class GcnRecipe : Recipe
{
    private const int Epochs = 200;
    private const double AllButTwo = 32.0 / 34;
    private const string TestAccuracy = "accuracy";

    /// <inheritdoc/>
    public override string Name => "gcn";

    /// <inheritdoc/>
    public override string Summary => "graph convolutions on the karate club and a block model, against an MLP";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        NodeTask task = NodeTask.Of(context);
        Gcn model = Create(task, context.Device);
        context.Run(task.Trainer(model, () => model.Forward(task.Graph, task.Features)), BatchSource.Whole(task), Epochs);
        double value = Accuracy(task, model);
        if (context.DataPath is null) value = Math.Min(value, Karate(context));
        var (baseline, name) = task.Baseline(context, Epochs);
        return new("test accuracy, the lesser of karate club and block model", value, AllButTwo, baseline, name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        NodeTask task = NodeTask.Of(context);
        Gcn model = Create(task, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return new Dictionary<string, double> { [TestAccuracy] = Accuracy(task, model) };
    }

    private static double Karate(RecipeContext context)
    {
        NodeTask club = NodeTask.Karate(context.Device);
        Gcn model = Create(club, context.Device);
        context.RunBaseline("karate club", club.Trainer(model, () => model.Forward(club.Graph, club.Features)), BatchSource.Whole(club), Epochs);
        return Accuracy(club, model);
    }

    private static Gcn Create(NodeTask task, Device device) => new(task.FeatureCount, task.ClassCount, device: device);

    private static double Accuracy(NodeTask task, Gcn model) => task.Accuracy(model, () => model.Forward(task.Graph, task.Features));
}
