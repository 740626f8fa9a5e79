using GpuNN.Data;
using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>Twenty fully connected layers on drawn digits: with highway gates and with residual short cuts they train, without
/// they do not. The measure is that of the worse of the two; the checkpoint is the highway network's.</summary>
public sealed class HighwayRecipe : Recipe
{
    private const string Accuracy = "accuracy";
    private const int BatchSize = 50;
    private const int Epochs = 12;
    private const double Threshold = 0.8;

    /// <inheritdoc/>
    public override string Name => "highway";

    /// <inheritdoc/>
    public override string Summary => "highway and residual networks of 20 layers on drawn digits, against 20 plain layers";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        ImageTask task = Data(context);
        var loader = new DataLoader(task.Training, BatchSize, shuffle: true, context.Seed, device: context.Device);
        double highway = Train(ShortCut.Highway, trainer => context.Run(trainer, loader, Epochs));
        double residual = Train(ShortCut.Residual, trainer => context.RunBaseline("residual", trainer, loader, Epochs));
        double plain = Train(ShortCut.None, trainer => context.RunBaseline("plain", trainer, loader, Epochs));
        return new(
            "test accuracy, the worse of highway and residual", Math.Min(highway, residual), Threshold, plain, "20 plain layers");

        double Train(ShortCut shortCut, Action<Trainer> run)
        {
            DeepPerceptron model = CreateModel(task, shortCut, context);
            var trainer = new Trainer(
                model,
                new Sgd(model.Parameters, learningRate: 0.1, momentum: 0.9) { MaximumGradientNorm = 1 },
                (output, target) => output.CrossEntropy(target))
            {
                Validation = () => Measure(model, task, context),
            };
            run(trainer);
            return Measure(model, task, context)[Accuracy];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        ImageTask task = Data(context);
        DeepPerceptron model = CreateModel(task, ShortCut.Highway, context);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(model, task, context);
    }

    private static ImageTask Data(RecipeContext context) =>
        context.DataPath is { } path ? ImageTask.Load(path) : ImageTask.Digits(3000, 1000, context.Seed);

    private static DeepPerceptron CreateModel(ImageTask task, ShortCut shortCut, RecipeContext context) =>
        new(task.Pixels, task.Classes, shortCut, device: context.Device);

    private static IReadOnlyDictionary<string, double> Measure(Layer model, ImageTask task, RecipeContext context) =>
        Evaluation.Accuracy(model, new DataLoader(task.Test, 250, device: context.Device));
}
