namespace GpuNN.Models.Sequences;

/// <summary>How attention's context c joins the state h of a <see cref="Seq2Seq"/>'s decoder.</summary>
public enum ContextJoin
{
    /// <summary>h + c.</summary>
    Add,

    /// <summary>tanh(W·[h; c] + b).</summary>
    Concatenate,

    /// <summary>h∘σ(W·c + b).</summary>
    Gate,

    /// <summary>h stays; the cell has matrices of its own for c, beside those for h and the token, as Bahdanau's.</summary>
    Matrices,
}
