using GpuNN.Course;

namespace GpuNN.Tests.Course;

/// <summary>The recipes of texts, sequences and graphs train, leave a checkpoint that measures the same, and write text. The quick
/// ones train in full; the others an epoch, with <c>GPUNN_SLOW=1</c>.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class TextRecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpunn").FullName;

    public static TheoryData<string> Quick => ["ngram", "crf", "fasttext", "gcn"];

    public static TheoryData<string> Others =>
        ["text-cnn", "word2vec", "sage", "hmm", "rnn-lm", "lstm-lm", "gru-lm", "seq2seq", "transformer", "transformer-seq2seq", "bert"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Quick))]
    public void A_quick_recipe_beats_its_threshold_and_its_baseline(string name)
    {
        Recipe recipe = RecipeCatalogue.Find(name)!;
        RecipeContext context = Context();
        RecipeResult result = RecipeRun.Train(recipe, context);
        Assert.True(result.IsReached, $"{result}");
        double again = RecipeRun.Evaluate(recipe, context).Values.First();
        Assert.True(result.IsMaximized ? again >= result.Value : again <= result.Value, $"{again} after {result.Value}");
        Assert.True(File.Exists(Path.Combine(_folder, RecipeRun.MetricsFile)));
    }

    [SkippableTheory]
    [MemberData(nameof(Others))]
    [Trait("Category", "Slow")]
    public void An_epoch_leaves_a_checkpoint_that_measures_something(string name)
    {
        Skip.IfNot(SlowTests.RunInFull, "GPUNN_SLOW is not 1");
        Recipe recipe = RecipeCatalogue.Find(name)!;
        RecipeContext context = Context(epochs: 1);
        RecipeResult result = RecipeRun.Train(recipe, context);
        Assert.True(double.IsFinite(result.Value) && double.IsFinite(result.Baseline), $"{result}");
        Assert.All(RecipeRun.Evaluate(recipe, context).Values, value => Assert.True(double.IsFinite(value)));
        if (recipe is ISamplingRecipe sampling) Assert.StartsWith("the ", sampling.Sample(context, "the ", 30, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Trigrams_write_sentences()
    {
        var recipe = (ISamplingRecipe)RecipeCatalogue.Find("ngram")!;
        RecipeContext context = Context();
        RecipeRun.Train((Recipe)recipe, context);
        string text = recipe.Sample(context, "these", 40, 1);
        Assert.StartsWith("these ", text, StringComparison.Ordinal);
        Assert.Equal(41, text.Split(' ').Length);
        Assert.Equal(text, recipe.Sample(context, "these", 40, 1));
    }

    private RecipeContext Context(int? epochs = null) => new() { OutputDirectory = _folder, Device = Device.Cpu, Epochs = epochs };
}
