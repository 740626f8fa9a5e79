using GpuNN.Files;
using GpuNN.Text;

namespace GpuNN.Course.Recipes;

/// <summary>Trigrams of words, against words alone. The model is its counts, and the checkpoint the text that they count.</summary>
public sealed class NGramRecipe : Recipe, ISamplingRecipe
{
    private const int Sentences = 20_000, Order = 3;
    private const string Section = "model", Tokens = "tokens", Perplexity = "perplexity";

    /// <inheritdoc/>
    public override string Name => "ngram";

    /// <inheritdoc/>
    public override string Summary => "trigrams of words, interpolated by Witten and Bell's rule, against single words";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        TextTask task = TextTask.OfWords(context, Sentences);
        for (int order = 1; order <= Order + 1; order++)
            context.Curves.Add("perplexity by order", order, Count(task, task.Training, order).Perplexity(task.Test));
        using Tensor tokens = Tensor.From(task.Training, Device.Cpu);
        using var checkpoint = new Checkpoint();
        checkpoint.Add(Section, [new(Tokens, tokens)]);
        checkpoint.Save(context.CheckpointPath);
        double value = Count(task, task.Training, Order).Perplexity(task.Test);
        double baseline = Count(task, task.Training, 1).Perplexity(task.Test);
        return new("test perplexity per word", value, 14, baseline, "single words", IsMaximized: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        TextTask task = TextTask.OfWords(context, Sentences);
        return new Dictionary<string, double> { [Perplexity] = Load(task, context).Perplexity(task.Test) };
    }

    /// <inheritdoc/>
    public string Sample(RecipeContext context, string prompt, int length, double temperature)
    {
        TextTask task = TextTask.OfWords(context, Sentences);
        long[] start = task.Vocabulary.Encode(prompt);
        long[] written = Load(task, context).Generate(start, length, temperature, new Random(context.Seed), [task.Vocabulary[Vocabulary.Unknown]]);
        return task.Vocabulary.Decode([.. start, .. written]);
    }

    private static NGramModel Load(TextTask task, RecipeContext context)
    {
        using Checkpoint checkpoint = Checkpoint.Load(context.CheckpointPath);
        return Count(task, checkpoint.Section(Section)[Tokens].ToArray<long>(), Order);
    }

    private static NGramModel Count(TextTask task, long[] tokens, int order)
    {
        var model = new NGramModel(order, task.Vocabulary.Count);
        model.Train(tokens);
        return model;
    }
}
