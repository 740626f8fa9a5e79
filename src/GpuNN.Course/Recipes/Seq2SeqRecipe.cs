using GpuNN.Data.Generated;
using GpuNN.Models.Sequences;
using GpuNN.Optimizers;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course.Recipes;

/// <summary>Sequence to sequence with Bahdanau's attention and beam search, against the same without attention.</summary>
public sealed class Seq2SeqRecipe : Recipe
{
    private const int Epochs = 12, BeamWidth = 3;

    /// <inheritdoc/>
    public override string Name => "seq2seq";

    /// <inheritdoc/>
    public override string Summary => "GRU encoder and decoder with attention reversing strings, against one without attention";

    /// <inheritdoc/>
    public override RecipeResult Train(RecipeContext context)
    {
        var task = new StringTask(context.Seed);
        Seq2Seq model = Create(context.Device);
        var optimizer = new Adam(model.Parameters)
        {
            MaximumGradientNorm = 1,
            Schedule = StringTask.Schedule(0.005, context.Epochs ?? Epochs),
        };
        var trainer = new Trainer<ReversedStrings>(
            model, optimizer, batch => model.Loss(PaddedSequences.Of(batch.Sources, context.Device), batch.Targets))
        {
            Validation = () => new Dictionary<string, double> { ["exact matches"] = Greedy(task, model, context.Device) },
        };
        context.Run(trainer, task.Batches, Epochs);
        double value = Measure(task, model, context.Device)["exact matches"];
        var (baseline, name) = task.Baseline(context, Epochs);
        return new("exact matches on long strings", value, 0.95, baseline, name);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Evaluate(RecipeContext context)
    {
        Seq2Seq model = Create(context.Device);
        TrainingCheckpoint.LoadModel(context.CheckpointPath, model);
        return Measure(new StringTask(context.Seed), model, context.Device);
    }

    private static Seq2Seq Create(Device device) => new(
        new() { Vocabulary = StringTask.Vocabulary, EmbeddingSize = 32, HiddenSize = 64, Attention = SequenceAttention.Additive }, device);

    private static Dictionary<string, double> Measure(StringTask task, Seq2Seq model, Device device)
    {
        model.Evaluate();
        double beam = task.ExactMatches(device, sources =>
            [.. SequenceSearch.Beam(model, sources, BeamWidth, StringTask.Longest).Select(found => found[0].Tokens)]);
        return new() { ["exact matches"] = beam, ["exact matches, greedy"] = Greedy(task, model, device) };
    }

    private static double Greedy(StringTask task, Seq2Seq model, Device device) =>
        task.ExactMatches(device, sources => SequenceSearch.Greedy(model, sources, StringTask.Longest));
}
