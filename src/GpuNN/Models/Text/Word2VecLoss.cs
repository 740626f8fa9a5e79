namespace GpuNN.Models.Text;

/// <summary>How <see cref="Word2Vec"/> does without a softmax over all words.</summary>
public enum Word2VecLoss
{
    /// <summary>By the turns on the way through a Huffman tree (<see cref="Operators.HierarchicalSoftmax"/>).</summary>
    HierarchicalSoftmax,

    /// <summary>By telling the word from drawn ones (<see cref="Operators.NegativeSampling"/>).</summary>
    NegativeSampling,
}
