namespace GpuNN.Models.Sequences;

/// <summary>Sequences being written, one in each row. It owns its state; not thread-safe.</summary>
public interface ISequenceDecoding : IDisposable
{
    /// <summary>Adds a token to each row.</summary>
    /// <param name="tokens">[rows], int64; <see cref="GpuNN.Text.SpecialTokens.Begin"/> first.</param>
    /// <returns>log p of each token behind it [rows, vocabulary].</returns>
    Tensor Next(Tensor tokens);

    /// <summary>Row i becomes a copy of what row indices[i] was; there may be more rows after than before.</summary>
    /// <param name="indices">[rows], int64.</param>
    void Reorder(Tensor indices);
}
