using GpuNN.Layers;

namespace GpuNN.Models.Sequences;

/// <summary>How a <see cref="TransformerSeq2Seq"/> is built. The default sizes are those of Vaswani's base model (2017).</summary>
public sealed record TransformerSeq2SeqOptions
{
    /// <summary>The number of tokens of either side, special ones among them.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Sizes of the layers.</summary>
    public TransformerOptions Layer { get; init; } = new() { Size = 512, Heads = 8 };

    /// <summary>Layers of the encoder, and as many of the decoder.</summary>
    public int Layers { get; init; } = 6;

    /// <summary>The longest sequence.</summary>
    public int Longest { get; init; } = 512;
}
