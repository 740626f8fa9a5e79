namespace GpuNN.Text;

/// <summary>The words of a text and its n-grams as features: a word has its own number, an n-gram that of one of a fixed number
/// of buckets, by its hash (FNV-1a).</summary>
public sealed class HashedNGrams
{
    /// <summary>Features of a vocabulary.</summary>
    /// <param name="vocabulary">The number of words.</param>
    /// <param name="buckets">The number of buckets.</param>
    /// <param name="longest">The length of the longest n-grams; 1 for words alone.</param>
    public HashedNGrams(int vocabulary, int buckets, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, longest > 1 ? 1 : 0);
        (Vocabulary, Buckets, Longest) = (vocabulary, buckets, longest);
    }

    /// <summary>The number of words.</summary>
    public int Vocabulary { get; }

    /// <summary>The number of buckets.</summary>
    public int Buckets { get; }

    /// <summary>The length of the longest n-grams.</summary>
    public int Longest { get; }

    /// <summary>The number of features.</summary>
    public int Count => Vocabulary + (Longest > 1 ? Buckets : 0);

    /// <summary>A text's features: its words, then its pairs, and so on.</summary>
    public long[] Of(ReadOnlySpan<long> words)
    {
        var features = new List<long>(words.Length * Longest);
        features.AddRange(words);
        for (int length = 2; length <= Longest; length++)
        {
            for (int start = 0; start + length <= words.Length; start++)
                features.Add(Vocabulary + (long)(Hash(words.Slice(start, length)) % (ulong)Buckets));
        }

        return [.. features];
    }

    /// <summary>The features of texts, as <see cref="Operators.EmbeddingBag"/> takes them.</summary>
    /// <param name="texts">The words of each text.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <returns>The features one text after the other, and where each text's begin; int64.</returns>
    public (Tensor Indices, Tensor Offsets) Bags(IReadOnlyList<long[]> texts, Device? device = null)
    {
        var indices = new List<long>();
        var offsets = new long[texts.Count];
        for (int text = 0; text < texts.Count; text++)
        {
            offsets[text] = indices.Count;
            indices.AddRange(Of(texts[text]));
        }

        return (Tensor.From(indices.ToArray(), device), Tensor.From(offsets, device));
    }

    private static ulong Hash(ReadOnlySpan<long> words)
    {
        ulong hash = 14695981039346656037;
        foreach (long word in words)
        {
            for (int shift = 0; shift < 64; shift += 8) hash = unchecked((hash ^ (byte)(word >> shift)) * 1099511628211);
        }

        return hash;
    }
}
