namespace GpuNN.Layers;

/// <summary>How the layers of a transformer are built.</summary>
public sealed record TransformerOptions
{
    /// <summary>The features of a token.</summary>
    public required int Size { get; init; }

    /// <summary>How many heads, which divide them.</summary>
    public required int Heads { get; init; }

    /// <summary>The features between the two linear maps.</summary>
    public int FeedForwardSize { get; init; } = 2048;

    /// <summary>The probability of dropping, everywhere.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Between the two linear maps.</summary>
    public Func<Tensor, Tensor> Activation { get; init; } = Operators.ReLU;

    /// <summary>Whether inputs are normalised before each part instead of results after it.</summary>
    public bool NormalizesFirst { get; init; }

    /// <summary>ε of the normalisations.</summary>
    public double Epsilon { get; init; } = 1e-5;
}
