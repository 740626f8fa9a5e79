namespace GpuNN.Models.Text;

/// <summary>How a <see cref="RecurrentLanguageModel"/> is built. The default sizes are those of the small LSTM of Zaremba,
/// Sutskever and Vinyals (2014).</summary>
public sealed record RecurrentLanguageModelOptions
{
    /// <summary>The number of tokens.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The cell.</summary>
    public RecurrentCell Cell { get; init; } = RecurrentCell.Lstm;

    /// <summary>Features of a token.</summary>
    public int EmbeddingSize { get; init; } = 200;

    /// <summary>Features of the state.</summary>
    public int HiddenSize { get; init; } = 200;

    /// <summary>How many layers lie upon one another.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>The probability of dropping between layers, in training.</summary>
    public double Dropout { get; init; }
}
