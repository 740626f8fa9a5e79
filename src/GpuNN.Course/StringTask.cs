using GpuNN.Data.Generated;
using GpuNN.Models.Sequences;
using GpuNN.Optimizers;
using GpuNN.Optimizers.Schedules;
using GpuNN.Text;
using GpuNN.Training;

namespace GpuNN.Course;

/// <summary>Reversing strings of 4 to 10 letters: what the recipes of sequences train on and are measured by. The measure takes
/// long strings alone, whose every letter must be right.</summary>
public sealed class StringTask
{
    /// <summary>The number of tokens.</summary>
    public const int Vocabulary = SpecialTokens.Count + Letters;

    /// <summary>Where a decoder is cut off.</summary>
    public const int Longest = 12;

    private const int Letters = 10, BatchSize = 64, BatchesPerEpoch = 100;

    private readonly ReversedStrings _training;
    private readonly ReversedStrings _test;
    private readonly int _seed;

    /// <summary>Strings of a seed.</summary>
    public StringTask(int seed)
    {
        _seed = seed;
        _training = ReversedStrings.Create(20_000, Letters, 4, 10, seed);
        _test = ReversedStrings.Create(300, Letters, 8, 10, unchecked(seed + 7919));
    }

    /// <summary>Batches of training strings.</summary>
    public IBatchSource<ReversedStrings> Batches => BatchSource.Create(
        BatchesPerEpoch,
        (epoch, index) => _training.Draw(BatchSize, new Random(unchecked((((_seed * 31) + epoch) * 7919) + index))));

    /// <summary>A learning rate that rises and falls over so many epochs.</summary>
    public static LearningRateSchedule Schedule(double rate, int epochs) => new OneCycleSchedule(rate, (long)epochs * BatchesPerEpoch);

    /// <summary>The share of long test strings that are written without a mistake.</summary>
    /// <param name="device">Where the model lives.</param>
    /// <param name="write">Writes a sequence for each source.</param>
    public double ExactMatches(Device device, Func<PaddedSequences, IReadOnlyList<long[]>> write) =>
        write(PaddedSequences.Of(_test.Sources, device)).Zip(_test.Targets)
            .Count(pair => pair.First.AsSpan().SequenceEqual(pair.Second)) / (double)_test.Count;

    /// <summary>What an encoder and a decoder without attention reach in as many steps.</summary>
    public (double Value, string Name) Baseline(RecipeContext context, int epochs)
    {
        const string Name = "no attention";
        var model = new Seq2Seq(
            new() { Vocabulary = Vocabulary, EmbeddingSize = 32, HiddenSize = 64, Attention = SequenceAttention.None }, context.Device);
        var trainer = new Trainer<ReversedStrings>(
            model,
            new Adam(model.Parameters) { MaximumGradientNorm = 1, Schedule = Schedule(0.005, context.Epochs ?? epochs) },
            batch => model.Loss(PaddedSequences.Of(batch.Sources, context.Device), batch.Targets));
        context.RunBaseline(Name, trainer, Batches, epochs);
        model.Evaluate();
        return (ExactMatches(context.Device, sources => SequenceSearch.Greedy(model, sources, Longest)), Name);
    }
}
