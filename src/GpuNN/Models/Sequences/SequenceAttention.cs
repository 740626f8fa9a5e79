namespace GpuNN.Models.Sequences;

/// <summary>How the decoder of a <see cref="Seq2Seq"/> looks at its source.</summary>
public enum SequenceAttention
{
    /// <summary>Not at all: the encoder's last state must hold everything.</summary>
    None,

    /// <summary>Luong's (2015): scores are products of the states.</summary>
    DotProduct,

    /// <summary>Bahdanau's (2014): scores are wᵀ·tanh(W·q + U·k).</summary>
    Additive,
}
