using GpuNN.Models.Sequences;
using GpuNN.Text;

namespace GpuNN.Course.Recipes;

/// <summary>Sequence to sequence with Bahdanau's attention and beam search, against the same without attention.</summary>
public sealed class Seq2SeqRecipe : StringRecipe<Seq2Seq>
{
    private const int BeamWidth = 3;

    /// <inheritdoc/>
    public override string Name => "seq2seq";

    /// <inheritdoc/>
    public override string Summary => "GRU encoder and decoder with attention reversing strings, against one without attention";

    /// <inheritdoc/>
    protected override int Epochs => 12;

    /// <inheritdoc/>
    protected override double Rate => 0.005;

    /// <inheritdoc/>
    protected override Seq2Seq Create(Device device) => new(
        new() { Vocabulary = StringTask.Vocabulary, EmbeddingSize = 32, HiddenSize = 64, Attention = SequenceAttention.Additive }, device);

    /// <inheritdoc/>
    protected override Tensor Loss(Seq2Seq model, PaddedSequences sources, IReadOnlyList<long[]> targets) => model.Loss(sources, targets);

    /// <inheritdoc/>
    protected override IReadOnlyList<long[]> Write(Seq2Seq model, PaddedSequences sources) =>
        SequenceSearch.Greedy(model, sources, StringTask.Longest);

    /// <summary>By beam search, and greedily beside it.</summary>
    private protected override Dictionary<string, double> MeasureFully(StringTask task, Seq2Seq model, Device device)
    {
        double greedy = Measure(task, model, device)[ExactMatches];
        double beam = task.ExactMatches(device, sources =>
            [.. SequenceSearch.Beam(model, sources, BeamWidth, StringTask.Longest).Select(found => found[0].Tokens)]);
        return new() { [ExactMatches] = beam, [$"{ExactMatches}, greedy"] = greedy };
    }
}
