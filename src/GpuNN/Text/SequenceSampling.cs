namespace GpuNN.Text;

/// <summary>Cuts a long text of tokens into batches of subsequences for a language model; the target of a token is the one
/// behind it.</summary>
public static class SequenceSampling
{
    /// <summary>Subsequences in random order, from a random first token: neighbouring batches have nothing to do with each
    /// other, so the hidden state starts anew with each.</summary>
    /// <returns>Inputs and targets [steps, batch], row-major.</returns>
    /// <exception cref="ArgumentException">The text is shorter than a batch.</exception>
    public static IEnumerable<(long[] Inputs, long[] Targets)> Random(long[] tokens, int batch, int steps, int seed)
    {
        CheckLength(tokens, batch, steps);
        var random = new System.Random(seed);
        int shift = random.Next(Math.Min(steps, tokens.Length - (batch * steps)));
        int count = (tokens.Length - 1 - shift) / steps;
        int[] starts = [.. Enumerable.Range(0, count).Select(index => shift + (index * steps))];
        random.Shuffle(starts);
        for (int first = 0; first + batch <= count; first += batch)
            yield return Cut(tokens, starts.AsSpan(first, batch), steps);
    }

    /// <summary>The text in as many parallel strips as the batch is large: each batch continues the one before, so the hidden
    /// state is carried on, detached.</summary>
    /// <returns>Inputs and targets [steps, batch], row-major.</returns>
    /// <exception cref="ArgumentException">The text is shorter than a batch.</exception>
    public static IEnumerable<(long[] Inputs, long[] Targets)> Adjacent(long[] tokens, int batch, int steps)
    {
        CheckLength(tokens, batch, steps);
        int strip = (tokens.Length - 1) / batch;
        for (int start = 0; start + steps <= strip; start += steps)
        {
            int[] starts = [.. Enumerable.Range(0, batch).Select(row => (row * strip) + start)];
            yield return Cut(tokens, starts, steps);
        }
    }

    private static (long[] Inputs, long[] Targets) Cut(long[] tokens, ReadOnlySpan<int> starts, int steps)
    {
        var inputs = new long[steps * starts.Length];
        var targets = new long[inputs.Length];
        for (int step = 0; step < steps; step++)
        {
            for (int row = 0; row < starts.Length; row++)
            {
                inputs[(step * starts.Length) + row] = tokens[starts[row] + step];
                targets[(step * starts.Length) + row] = tokens[starts[row] + step + 1];
            }
        }

        return (inputs, targets);
    }

    private static void CheckLength(long[] tokens, int batch, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (tokens.Length < ((long)batch * steps) + 1)
            throw new ArgumentException($"{tokens.Length} tokens; a batch of {batch} sequences of {steps} takes {((long)batch * steps) + 1}.", nameof(tokens));
    }
}
