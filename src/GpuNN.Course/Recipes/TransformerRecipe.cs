using GpuNN.Layers;
using GpuNN.Models.Sequences;
using GpuNN.Text;

namespace GpuNN.Course.Recipes;

/// <summary>A transformer's encoder that reverses strings in place, against recurrent networks without attention.</summary>
public sealed class TransformerRecipe : StringRecipe<TransformerTagger>
{
    /// <inheritdoc/>
    public override string Name => "transformer";

    /// <inheritdoc/>
    public override string Summary => "transformer encoder reversing strings in place, against a GRU encoder and decoder without attention";

    /// <inheritdoc/>
    protected override int Epochs => 10;

    /// <inheritdoc/>
    protected override double Rate => 0.003;

    /// <inheritdoc/>
    protected override TransformerTagger Create(Device device)
    {
        var layer = new TransformerOptions { Size = 64, Heads = 4, FeedForwardSize = 128, Dropout = 0, NormalizesFirst = true };
        return new(StringTask.Vocabulary, StringTask.Vocabulary, layers: 2, layer, longest: 32, device);
    }

    /// <inheritdoc/>
    protected override Tensor Loss(TransformerTagger model, PaddedSequences sources, IReadOnlyList<long[]> targets)
    {
        Tensor wanted = PaddedSequences.Of(targets, sources.Tokens.Device).Tokens;
        return model.Forward(sources).Reshape(wanted.Count, StringTask.Vocabulary)
            .CrossEntropy(wanted.Reshape(wanted.Count), ignoredIndex: SpecialTokens.Padding);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<long[]> Write(TransformerTagger model, PaddedSequences sources)
    {
        using Tensor logits = model.Forward(sources), tags = logits.ArgMax(2);
        long[] all = tags.ToArray<long>(), lengths = sources.Lengths.ToArray<long>();
        int steps = all.Length / lengths.Length;
        return [.. lengths.Select((length, row) => all.AsSpan(row * steps, (int)length).ToArray())];
    }
}
