using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>fastText with pairs of words, against the same with words alone.</summary>
public sealed class FastTextRecipe : Recipe
{
    private const int Epochs = 8, Buckets = 20_000;
    private const string Accuracy = "accuracy";

    /// <inheritdoc/>
    public override string Name => "fasttext";

    /// <inheritdoc/>
    public override string Summary => "bags of words and hashed pairs of words, against words alone";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var task = new PhraseTask(context.Seed);
        FastText pairs = Create(2, context.Device), words = Create(1, context.Device);
        context.Run(Trainer(task, pairs, context), task.Batches, Epochs);
        const string Name = "words alone";
        context.RunBaseline(Name, Trainer(task, words, context), task.Batches, Epochs);
        return new("test accuracy", task.Accuracy(pairs.Forward), 0.95, task.Accuracy(words.Forward), Name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        FastText model = Create(2, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return new Dictionary<string, double> { [Accuracy] = new PhraseTask(context.Seed).Accuracy(model.Forward) };
    }

    private static FastText Create(int longest, Device device) =>
        new(new HashedNGrams(PhraseTask.Vocabulary, Buckets, longest), 16, PhraseTask.Classes, device);

    private static Trainer<(long[][] Texts, long[] Classes)> Trainer(PhraseTask task, FastText model, RecipeContext context) => new(
        model,
        new Adam(model.Parameters, 0.01),
        batch => model.Forward(batch.Texts).CrossEntropy(Tensor.From(batch.Classes, context.Device)))
    {
        Validation = () => new Dictionary<string, double> { [Accuracy] = task.Accuracy(model.Forward) },
    };
}
