using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Sequences;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>A transformer's encoder that reverses strings in place, against recurrent networks without attention.</summary>
public sealed class TransformerRecipe : Recipe
{
    private const int Epochs = 10;
    private const string ExactMatches = "exact matches";

    /// <inheritdoc/>
    public override string Name => "transformer";

    /// <inheritdoc/>
    public override string Summary => "transformer encoder reversing strings in place, against a GRU encoder and decoder without attention";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var task = new StringTask(context.Seed);
        TransformerTagger model = Create(context.Device);
        var optimizer = new Adam(model.Parameters)
        {
            MaximumGradientNorm = 1,
            Schedule = StringTask.Schedule(0.003, context.Epochs ?? Epochs),
        };
        var trainer = new Trainer<ReversedStrings>(model, optimizer, batch => Loss(model, batch, context.Device))
        {
            Validation = () => Measure(task, model, context.Device),
        };
        context.Run(trainer, task.Batches, Epochs);
        double value = Measure(task, model, context.Device)[ExactMatches];
        var (baseline, name) = task.Baseline(context, Epochs);
        return new("exact matches on long strings", value, 0.95, baseline, name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        TransformerTagger model = Create(context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(new StringTask(context.Seed), model, context.Device);
    }

    private static TransformerTagger Create(Device device)
    {
        var layer = new TransformerOptions { Size = 64, Heads = 4, FeedForwardSize = 128, Dropout = 0, NormalizesFirst = true };
        return new(StringTask.Vocabulary, StringTask.Vocabulary, layers: 2, layer, longest: 32, device);
    }

    private static Tensor Loss(TransformerTagger model, ReversedStrings batch, Device device)
    {
        Tensor targets = PaddedSequences.Of(batch.Targets, device).Tokens;
        Tensor logits = model.Forward(PaddedSequences.Of(batch.Sources, device));
        return logits.Reshape(targets.Count, StringTask.Vocabulary)
            .CrossEntropy(targets.Reshape(targets.Count), ignoredIndex: SpecialTokens.Padding);
    }

    private static Dictionary<string, double> Measure(StringTask task, TransformerTagger model, Device device)
    {
        using IDisposable restoration = NoGrad.Begin();
        model.Evaluate();
        return new() { [ExactMatches] = task.ExactMatches(device, sources => Write(model, sources)) };
    }

    private static long[][] Write(TransformerTagger model, PaddedSequences sources)
    {
        using Tensor logits = model.Forward(sources), tags = logits.ArgMax(2);
        long[] all = tags.ToArray<long>(), lengths = sources.Lengths.ToArray<long>();
        int steps = all.Length / lengths.Length;
        return [.. lengths.Select((length, row) => all.AsSpan(row * steps, (int)length).ToArray())];
    }
}
