namespace GpuNN.Text;

/// <summary>Examples for word2vec: what predicts, in bags, and what is predicted.</summary>
/// <param name="Inputs">The bags' words, one bag after the other.</param>
/// <param name="Offsets">Where each bag begins.</param>
/// <param name="Targets">The word that each bag predicts.</param>
public sealed record WordContexts(long[] Inputs, long[] Offsets, long[] Targets)
{
    /// <summary>Each word with each of those around it: the word predicts them one by one. The window's width is drawn anew for
    /// each word, from 1 to the given one, so that near words count more.</summary>
    /// <param name="sentences">The texts; no window reaches beyond one.</param>
    /// <param name="window">The greatest distance.</param>
    /// <param name="batch">Examples that go together.</param>
    /// <param name="random">Draws the order of the sentences and the windows.</param>
    public static IEnumerable<WordContexts> SkipGrams(IReadOnlyList<long[]> sentences, int window, int batch, Random random) =>
        Batches(sentences, random, batch, (sentence, at, add) =>
        {
            int width = random.Next(1, window + 1);
            for (int other = Math.Max(0, at - width); other <= Math.Min(sentence.Length - 1, at + width); other++)
            {
                if (other != at) add([sentence[at]], sentence[other]);
            }
        });

    /// <summary>The words around each word, in one bag, which predicts it (CBOW).</summary>
    /// <inheritdoc cref="SkipGrams"/>
    public static IEnumerable<WordContexts> BagsOfWords(IReadOnlyList<long[]> sentences, int window, int batch, Random random) =>
        Batches(sentences, random, batch, (sentence, at, add) =>
        {
            int width = random.Next(1, window + 1);
            long[] around = [.. sentence[Math.Max(0, at - width)..at], .. sentence[(at + 1)..Math.Min(sentence.Length, at + width + 1)]];
            if (around.Length > 0) add(around, sentence[at]);
        });

    private static IEnumerable<WordContexts> Batches(
        IReadOnlyList<long[]> sentences, Random random, int batch, Action<long[], int, Action<long[], long>> visit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        int[] order = [.. Enumerable.Range(0, sentences.Count)];
        random.Shuffle(order);
        List<long> inputs = [], offsets = [], targets = [];
        foreach (int sentence in order)
        {
            for (int at = 0; at < sentences[sentence].Length; at++)
            {
                visit(sentences[sentence], at, (bag, target) =>
                {
                    offsets.Add(inputs.Count);
                    inputs.AddRange(bag);
                    targets.Add(target);
                });
                if (targets.Count < batch) continue;
                yield return new([.. inputs], [.. offsets], [.. targets]);
                inputs.Clear();
                offsets.Clear();
                targets.Clear();
            }
        }

        if (targets.Count > 0) yield return new([.. inputs], [.. offsets], [.. targets]);
    }
}
