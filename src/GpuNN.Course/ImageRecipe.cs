using GpuNN.Data;
using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>A recipe that classifies images; its baseline is softmax regression on the same images.</summary>
public abstract class ImageRecipe : Recipe
{
    private const string Accuracy = "accuracy";
    private const int TestBatch = 250;

    /// <summary>The test accuracy that must be reached on the generated images.</summary>
    protected abstract double Threshold { get; }

    /// <summary>How often the images are gone through.</summary>
    protected abstract int Epochs { get; }

    /// <summary>How many images go together.</summary>
    protected virtual int BatchSize => 32;

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        ImageTask task = Data(context);
        Layer model = CreateModel(task, context.Device);
        Optimizer optimizer = CreateOptimizer(
            model, (long)(context.Epochs ?? Epochs) * ((task.Training.Count + BatchSize - 1) / BatchSize));
        var trainer = new Trainer(model, optimizer, Loss) { Validation = () => Measure(model, task, context) };
        context.Run(trainer, Loader(task, context), Epochs);
        double value = Measure(model, task, context)[Accuracy];
        var (baseline, name) = Baseline(task, context);
        return new("test accuracy", value, Threshold, baseline, name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        ImageTask task = Data(context);
        Layer model = CreateModel(task, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(model, task, context);
    }

    /// <summary>The images that are generated where the user brings none.</summary>
    protected abstract ImageTask Generate(int seed);

    /// <summary>The small configuration of the model.</summary>
    protected abstract Layer CreateModel(ImageTask task, Device device);

    /// <summary>The optimiser.</summary>
    /// <param name="model">The model.</param>
    /// <param name="steps">How many steps there will be.</param>
    protected abstract Optimizer CreateOptimizer(Layer model, long steps);

    /// <summary>What the baseline reaches, and its name.</summary>
    protected virtual (double Value, string Name) Baseline(ImageTask task, RecipeContext context)
    {
        const string Name = "softmax regression";
        var model = new SoftmaxRegression(task.Pixels, task.Classes, context.Device);
        var trainer = new Trainer(model, new Adam(model.Parameters, learningRate: 1e-3), Loss)
        {
            Validation = () => Measure(model, task, context),
        };
        context.RunBaseline(Name, trainer, Loader(task, context), epochs: 10);
        return (Measure(model, task, context)[Accuracy], Name);
    }

    private static Tensor Loss(Tensor output, Tensor target) => output.CrossEntropy(target);

    private static IReadOnlyDictionary<string, double> Measure(Layer model, ImageTask task, RecipeContext context) =>
        Evaluation.Accuracy(model, new DataLoader(task.Test, TestBatch, device: context.Device));

    private ImageTask Data(RecipeContext context) =>
        context.DataPath is { } path ? ImageTask.Load(path) : Generate(context.Seed);

    private DataLoader Loader(ImageTask task, RecipeContext context) =>
        new(task.Training, BatchSize, shuffle: true, context.Seed, device: context.Device);
}
