namespace GpuNN.Models.Text;

/// <summary>How a <see cref="TextCnn"/> is built. The default sizes are Kim's (2014).</summary>
public sealed record TextCnnOptions
{
    /// <summary>The number of words.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Features of a word.</summary>
    public int EmbeddingSize { get; init; } = 300;

    /// <summary>How many words the filters of each kind see.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [3, 4, 5];

    /// <summary>Filters of each kind.</summary>
    public int Filters { get; init; } = 100;

    /// <summary>k: how many of a filter's strongest responses count. 1 is Kim's 1-max pooling.</summary>
    public int Strongest { get; init; } = 1;

    /// <summary>The probability of dropping a pooled response, in training.</summary>
    public double Dropout { get; init; } = 0.5;
}
