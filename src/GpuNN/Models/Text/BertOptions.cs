namespace GpuNN.Models.Text;

/// <summary>How a <see cref="Bert"/> is built. The defaults are those of BERT-base (Devlin et al., 2018).</summary>
public sealed record BertOptions
{
    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; init; } = 30522;

    /// <summary>Features of a token.</summary>
    public int Size { get; init; } = 768;

    /// <summary>How many layers.</summary>
    public int Layers { get; init; } = 12;

    /// <summary>How many heads.</summary>
    public int Heads { get; init; } = 12;

    /// <summary>The longest sequence.</summary>
    public int Longest { get; init; } = 512;

    /// <summary>How many kinds of segments there are.</summary>
    public int Segments { get; init; } = 2;

    /// <summary>The probability of dropping, in training.</summary>
    public double Dropout { get; init; } = 0.1;
}
