namespace GpuNN.Text;

/// <summary>Sequences of different lengths in one tensor.</summary>
/// <param name="Tokens">[N, T], int64; <see cref="SpecialTokens.Padding"/> behind each end.</param>
/// <param name="Lengths">[N], int64.</param>
public sealed record PaddedSequences(Tensor Tokens, Tensor Lengths)
{
    /// <summary>[N, T], bool: true behind each end.</summary>
    public Tensor IsPadding => Tensor.Arange(Tokens.Shape[1], DType.Int64, Tokens.Device).GreaterOrEqual(Lengths.Unsqueeze(1));

    /// <summary>Sequences, each at least one token long, padded to the longest.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <exception cref="ArgumentException">There are none, or one is empty.</exception>
    public static PaddedSequences Of(IReadOnlyList<long[]> sequences, Device? device = null)
    {
        if (sequences.Count == 0 || sequences.Any(sequence => sequence.Length == 0))
            throw new ArgumentException("A batch takes sequences of one token or more.", nameof(sequences));
        int longest = sequences.Max(sequence => sequence.Length);
        var tokens = new long[sequences.Count * longest];
        for (int row = 0; row < sequences.Count; row++) sequences[row].CopyTo(tokens, row * longest);
        return new(
            Tensor.From(tokens, [sequences.Count, longest], device),
            Tensor.From(sequences.Select(sequence => (long)sequence.Length).ToArray(), device));
    }
}
