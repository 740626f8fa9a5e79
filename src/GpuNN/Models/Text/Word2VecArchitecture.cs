namespace GpuNN.Models.Text;

/// <summary>What <see cref="Word2Vec"/> predicts from what.</summary>
public enum Word2VecArchitecture
{
    /// <summary>Each word around from the word in the middle.</summary>
    SkipGram,

    /// <summary>The word in the middle from the mean of the words around it (CBOW).</summary>
    BagOfWords,
}
