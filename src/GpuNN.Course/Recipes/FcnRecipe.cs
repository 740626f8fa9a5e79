using GpuNN.Data;
using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Vision;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>A fully convolutional network that marks coloured shapes pixel by pixel; the baseline is softmax regression on each
/// pixel's colour and its neighbours'.</summary>
public sealed class FcnRecipe : Recipe
{
    private const string MeanIoU = "mean IoU";
    private const int BatchSize = 32;
    private const int TrainingImages = 2000;
    private const int TestImages = 300;
    private const int Epochs = 8;
    private const double Threshold = 0.6;

    private static readonly int Classes = ColouredShapes.Names.Count + 1;

    /// <inheritdoc/>
    public override string Name => "fcn";

    /// <inheritdoc/>
    public override string Summary => "small FCN marking coloured shapes, against softmax regression on windows of 5×5 pixels";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        RefuseData(context);
        Dataset training = ColouredShapes.CreateWithMasks(TrainingImages, context.Seed);
        Dataset test = TestData(context);
        Layer model = CreateModel(context);
        Train(model, training, test, context, trainer => context.Run(trainer, Loader(training, context), Epochs), learningRate: 4e-3);
        double value = Measure(model, test, context)[MeanIoU];
        var baseline = new Conv2D(3, Classes, 5, new() { Padding = 2 }, device: context.Device);
        const string BaselineName = "softmax regression on windows of 5×5";
        Train(baseline, training, test, context, trainer => context.RunBaseline(BaselineName, trainer, Loader(training, context), epochs: 3), learningRate: 1e-2);
        return new("mean IoU of the test images", value, Threshold, Measure(baseline, test, context)[MeanIoU], BaselineName);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        RefuseData(context);
        Layer model = CreateModel(context);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(model, TestData(context), context);
    }

    private static void RefuseData(RecipeContext context)
    {
        if (context.DataPath is not null) throw new NotSupportedException("'fcn' marks generated images only: there is no --data for it.");
    }

    private static FullyConvolutionalNetwork CreateModel(RecipeContext context) =>
        FullyConvolutionalNetwork.Small(Classes, device: context.Device);

    private static Dataset TestData(RecipeContext context) =>
        ColouredShapes.CreateWithMasks(TestImages, unchecked(context.Seed + 7919));

    private static DataLoader Loader(Dataset training, RecipeContext context) =>
        new(training, BatchSize, shuffle: true, context.Seed, device: context.Device);

    private static void Train(
        Layer model, Dataset training, Dataset test, RecipeContext context, Action<Trainer> run, double learningRate)
    {
        long steps = (long)(context.Epochs ?? Epochs) * ((training.Count + BatchSize - 1) / BatchSize);
        var optimizer = new Adam(model.Parameters) { Schedule = new OneCycleSchedule(learningRate, Math.Max(steps, 2)) };
        run(new Trainer(model, optimizer, (output, target) => output.CrossEntropy(target))
        {
            Validation = () => Measure(model, test, context),
        });
    }

    private static IReadOnlyDictionary<string, double> Measure(Layer model, Dataset test, RecipeContext context)
    {
        var matrix = Evaluation.Classify(model, new DataLoader(test, 50, device: context.Device), Classes);
        return new Dictionary<string, double>
        {
            [MeanIoU] = matrix.MeanIntersectionOverUnion,
            ["pixel accuracy"] = matrix.Accuracy,
        };
    }
}
