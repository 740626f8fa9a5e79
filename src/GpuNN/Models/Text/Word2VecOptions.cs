namespace GpuNN.Models.Text;

/// <summary>How a <see cref="Word2Vec"/> is built; the defaults are those of Mikolov's program.</summary>
public sealed record Word2VecOptions
{
    /// <summary>Features of a word.</summary>
    public int Size { get; init; } = 100;

    /// <summary>What is predicted from what.</summary>
    public Word2VecArchitecture Architecture { get; init; } = Word2VecArchitecture.SkipGram;

    /// <summary>How it does without a softmax over all words.</summary>
    public Word2VecLoss Loss { get; init; } = Word2VecLoss.NegativeSampling;

    /// <summary>How many words on each side count as around.</summary>
    public int Window { get; init; } = 5;

    /// <summary>How many counterexamples are drawn for each word.</summary>
    public int Negatives { get; init; } = 5;
}
