namespace GpuNN.Text;

/// <summary>Sequences in which tokens are hidden, to be guessed from both sides (Devlin et al., 2018).</summary>
/// <param name="Inputs">The sequences with hidden tokens.</param>
/// <param name="Targets">What was there, one row after the other; <see cref="Ignored"/> where nothing is hidden.</param>
public sealed record MaskedTokens(long[][] Inputs, long[][] Targets)
{
    /// <summary>The target of a place that does not count.</summary>
    public const long Ignored = -1;

    /// <summary>Hides tokens: of those drawn 80 % become <see cref="SpecialTokens.Mask"/>, 10 % another token, and 10 % stay, so
    /// that the model cannot rely on what it sees. At least one in each sequence.</summary>
    /// <param name="sequences">The sequences, of one token or more.</param>
    /// <param name="vocabulary">The number of tokens; those below <see cref="SpecialTokens.Count"/> are never put in.</param>
    /// <param name="random">Draws.</param>
    /// <param name="rate">The share that is drawn.</param>
    public static MaskedTokens Of(IReadOnlyList<long[]> sequences, int vocabulary, Random random, double rate = 0.15)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(vocabulary, SpecialTokens.Count);
        var inputs = new long[sequences.Count][];
        var targets = new long[sequences.Count][];
        for (int row = 0; row < sequences.Count; row++)
        {
            long[] sequence = sequences[row];
            inputs[row] = [.. sequence];
            targets[row] = new long[sequence.Length];
            Array.Fill(targets[row], Ignored);
            int certain = random.Next(sequence.Length);
            for (int at = 0; at < sequence.Length; at++)
            {
                if (at != certain && random.NextDouble() >= rate) continue;
                targets[row][at] = sequence[at];
                double choice = random.NextDouble();
                if (choice < 0.8) inputs[row][at] = SpecialTokens.Mask;
                else if (choice < 0.9) inputs[row][at] = random.Next(SpecialTokens.Count, vocabulary);
            }
        }

        return new(inputs, targets);
    }
}
