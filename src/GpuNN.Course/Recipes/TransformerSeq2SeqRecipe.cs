using GpuNN.Data.Generated;
using GpuNN.Layers;
using GpuNN.Models.Sequences;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>The transformer with cross-attention and a key/value cache, against recurrent networks without attention.</summary>
public sealed class TransformerSeq2SeqRecipe : Recipe
{
    private const int Epochs = 10;
    private const string ExactMatches = "exact matches";

    /// <inheritdoc/>
    public override string Name => "transformer-seq2seq";

    /// <inheritdoc/>
    public override string Summary => "transformer reversing strings, against a GRU encoder and decoder without attention";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var task = new StringTask(context.Seed);
        TransformerSeq2Seq model = Create(context.Device);
        var optimizer = new Adam(model.Parameters)
        {
            MaximumGradientNorm = 1,
            Schedule = StringTask.Schedule(0.003, context.Epochs ?? Epochs),
        };
        var trainer = new Trainer<ReversedStrings>(
            model, optimizer, batch => model.Loss(PaddedSequences.Of(batch.Sources, context.Device), batch.Targets))
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
        TransformerSeq2Seq model = Create(context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(new StringTask(context.Seed), model, context.Device);
    }

    private static TransformerSeq2Seq Create(Device device)
    {
        var layer = new TransformerOptions { Size = 64, Heads = 4, FeedForwardSize = 128, Dropout = 0, NormalizesFirst = true };
        return new(new() { Vocabulary = StringTask.Vocabulary, Layer = layer, Layers = 2, Longest = 32 }, device);
    }

    private static Dictionary<string, double> Measure(StringTask task, TransformerSeq2Seq model, Device device)
    {
        model.Evaluate();
        return new() { [ExactMatches] = task.ExactMatches(device, sources => SequenceSearch.Greedy(model, sources, StringTask.Longest)) };
    }
}
