namespace GpuNN.Data.Generated;

/// <summary>Random words with phrases hidden among them. All phrases are made of the same words in another order, and each
/// text holds those words equally often, so that counting words tells nothing.</summary>
public static class PlantedPhrases
{
    /// <summary>The words that phrases are made of: numbers 0 to 2; all others are noise.</summary>
    private static readonly long[][] Phrases = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 0, 2]];

    /// <summary>How many different phrases there are.</summary>
    public static int PhraseCount => Phrases.Length;

    /// <summary>Texts that hold one phrase each; the class says which.</summary>
    /// <param name="count">How many texts.</param>
    /// <param name="length">Words of a text.</param>
    /// <param name="vocabulary">How many words there are.</param>
    /// <param name="seed">Equal seeds give equal texts.</param>
    public static (long[][] Texts, long[] Classes) Which(int count, int length, int vocabulary, int seed) =>
        Create(count, length, vocabulary, slots: 1, seed, (random, filled) =>
        {
            filled[0] = random.Next(PhraseCount);
            return filled[0];
        });

    /// <summary>Texts of <paramref name="slots"/> phrases; the class says how many of them are the first one.</summary>
    /// <param name="count">How many texts.</param>
    /// <param name="length">Words of a text.</param>
    /// <param name="vocabulary">How many words there are.</param>
    /// <param name="slots">Phrases in a text.</param>
    /// <param name="seed">Equal seeds give equal texts.</param>
    public static (long[][] Texts, long[] Classes) HowMany(int count, int length, int vocabulary, int slots, int seed) =>
        Create(count, length, vocabulary, slots, seed, (random, filled) =>
        {
            int occurrences = random.Next(slots + 1);
            for (int slot = 0; slot < slots; slot++) filled[slot] = slot < occurrences ? 0 : random.Next(1, PhraseCount);
            return occurrences;
        });

    /// <summary>A text is cut into as many stretches as it has phrases, and one lies anywhere in each.</summary>
    private static (long[][] Texts, long[] Classes) Create(
        int count, int length, int vocabulary, int slots, int seed, Func<Random, int[], long> choose)
    {
        const int PhraseLength = 3;
        int stretch = length / slots;
        ArgumentOutOfRangeException.ThrowIfLessThan(stretch, PhraseLength + 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, PhraseLength + 1);
        var random = new Random(seed);
        var texts = new long[count][];
        var classes = new long[count];
        var filled = new int[slots];
        for (int index = 0; index < count; index++)
        {
            classes[index] = choose(random, filled);
            texts[index] = new long[length];
            for (int at = 0; at < length; at++) texts[index][at] = random.Next(PhraseLength, vocabulary);
            for (int slot = 0; slot < slots; slot++)
            {
                int start = (slot * stretch) + random.Next(stretch - PhraseLength);
                Phrases[filled[slot]].CopyTo(texts[index], start);
            }
        }

        return (texts, classes);
    }
}
