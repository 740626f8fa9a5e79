using GpuNN.Layers;
using GpuNN.Models.Graphs;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>GraphSAGE with the mean of the neighbours, and once more with their maximum, against an MLP. The result is the worse of
/// the two; the checkpoint is of the first.</summary>
public sealed class SageRecipe : Recipe
{
    private const int Epochs = 200;
    private const string TestAccuracy = "accuracy";

    /// <inheritdoc/>
    public override string Name => "sage";

    /// <inheritdoc/>
    public override string Summary => "GraphSAGE with mean and max aggregation on a block model, against an MLP";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        NodeTask task = NodeTask.Of(context);
        GraphSage mean = Create(task, SageAggregation.Mean, context.Device), largest = Create(task, SageAggregation.Max, context.Device);
        context.Run(task.Trainer(mean, () => mean.Forward(task.Graph, task.Features)), BatchSource.Whole(task), Epochs);
        context.RunBaseline(
            "max aggregation", task.Trainer(largest, () => largest.Forward(task.Graph, task.Features)), BatchSource.Whole(task), Epochs);
        double value = Math.Min(Accuracy(task, mean), Accuracy(task, largest));
        var (baseline, name) = task.Baseline(context, Epochs);
        return new("test accuracy, the worse of mean and max aggregation", value, 0.8, baseline, name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        NodeTask task = NodeTask.Of(context);
        GraphSage model = Create(task, SageAggregation.Mean, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return new Dictionary<string, double> { [TestAccuracy] = Accuracy(task, model) };
    }

    private static GraphSage Create(NodeTask task, SageAggregation aggregation, Device device) =>
        new(task.FeatureCount, task.ClassCount, 32, aggregation, device: device);

    private static double Accuracy(NodeTask task, GraphSage model) =>
        task.Accuracy(model, () => model.Forward(task.Graph, task.Features));
}
