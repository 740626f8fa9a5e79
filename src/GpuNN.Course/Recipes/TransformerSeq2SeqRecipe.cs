using GpuNN.Layers;
using GpuNN.Models.Sequences;
using GpuNN.Text;

namespace GpuNN.Course.Recipes;

/// <summary>The transformer with cross-attention and a key/value cache, against recurrent networks without attention.</summary>
public sealed class TransformerSeq2SeqRecipe : StringRecipe<TransformerSeq2Seq>
{
    /// <inheritdoc/>
    public override string Name => "transformer-seq2seq";

    /// <inheritdoc/>
    public override string Summary => "transformer reversing strings, against a GRU encoder and decoder without attention";

    /// <inheritdoc/>
    protected override int Epochs => 10;

    /// <inheritdoc/>
    protected override double Rate => 0.003;

    /// <inheritdoc/>
    protected override TransformerSeq2Seq Create(Device device)
    {
        var layer = new TransformerOptions { Size = 64, Heads = 4, FeedForwardSize = 128, Dropout = 0, NormalizesFirst = true };
        return new(new() { Vocabulary = StringTask.Vocabulary, Layer = layer, Layers = 2, Longest = 32 }, device);
    }

    /// <inheritdoc/>
    protected override Tensor Loss(TransformerSeq2Seq model, PaddedSequences sources, IReadOnlyList<long[]> targets) => model.Loss(sources, targets);

    /// <inheritdoc/>
    protected override IReadOnlyList<long[]> Write(TransformerSeq2Seq model, PaddedSequences sources) =>
        SequenceSearch.Greedy(model, sources, StringTask.Longest);
}
