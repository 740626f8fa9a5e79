using GpuNN.Models.Text;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>Kim's network with 1-max pooling, and once more with 3-max pooling, against softmax regression on the words that
/// occur. The result is the worse of the two; the checkpoint is of the first.</summary>
public sealed class TextCnnRecipe : Recipe
{
    private const int Epochs = 6, Several = 3;
    private const string Accuracy = "accuracy";

    /// <inheritdoc/>
    public override string Name => "text-cnn";

    /// <inheritdoc/>
    public override string Summary => "convolutions over words with 1-max and 3-max pooling, against softmax regression on words";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var task = new PhraseTask(context.Seed);
        TextCnn one = Create(1, context.Device), several = Create(Several, context.Device);
        context.Run(Trainer(task, one, context), task.Batches, Epochs);
        context.RunBaseline("3-max pooling", Trainer(task, several, context), task.Batches, Epochs);
        const string Name = "softmax regression on words";
        var words = new FastText(new HashedNGrams(PhraseTask.Vocabulary, 0, 1), PhraseTask.Vocabulary, PhraseTask.Classes, context.Device);
        var trainer = new Trainer<(long[][] Texts, long[] Classes)>(
            words, new Adam(words.Parameters, 0.01), batch => words.Forward(batch.Texts).CrossEntropy(Tensor.From(batch.Classes, context.Device)));
        context.RunBaseline(Name, trainer, task.Batches, Epochs);
        double value = Math.Min(Measure(task, one, context)[Accuracy], Measure(task, several, context)[Accuracy]);
        return new("test accuracy, the worse of 1-max and 3-max pooling", value, 0.95, task.Accuracy(words.Forward), Name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        TextCnn model = Create(1, context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(new PhraseTask(context.Seed), model, context);
    }

    private static TextCnn Create(int strongest, Device device) => new(
        new()
        {
            Vocabulary = PhraseTask.Vocabulary,
            Classes = PhraseTask.Classes,
            EmbeddingSize = 16,
            Filters = 32,
            Strongest = strongest,
            Dropout = 0.2,
        },
        device);

    private static Trainer<(long[][] Texts, long[] Classes)> Trainer(PhraseTask task, TextCnn model, RecipeContext context) => new(
        model,
        new Adam(model.Parameters, 0.003),
        batch => model.Forward(PaddedSequences.Of(batch.Texts, context.Device).Tokens)
            .CrossEntropy(Tensor.From(batch.Classes, context.Device)))
    {
        Validation = () => Measure(task, model, context),
    };

    private static Dictionary<string, double> Measure(PhraseTask task, TextCnn model, RecipeContext context)
    {
        model.Evaluate();
        return new() { [Accuracy] = task.Accuracy(texts => model.Forward(PaddedSequences.Of(texts, context.Device).Tokens)) };
    }
}
