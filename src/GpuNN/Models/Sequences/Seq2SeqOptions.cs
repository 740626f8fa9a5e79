namespace GpuNN.Models.Sequences;

/// <summary>How a <see cref="Seq2Seq"/> is built.</summary>
public sealed record Seq2SeqOptions
{
    /// <summary>The number of tokens of either side, special ones among them.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Features of a token.</summary>
    public int EmbeddingSize { get; init; } = 620;

    /// <summary>Features of the decoder's state; the encoder's two directions have half as many each.</summary>
    public int HiddenSize { get; init; } = 1000;

    /// <summary>How the decoder looks at its source.</summary>
    public SequenceAttention Attention { get; init; } = SequenceAttention.Additive;

    /// <summary>How what it saw joins its state.</summary>
    public ContextJoin Join { get; init; } = ContextJoin.Matrices;
}
