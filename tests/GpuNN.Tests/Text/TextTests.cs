using GpuNN.Data.Generated;
using GpuNN.Text;

namespace GpuNN.Tests.Text;

public sealed class TextTests
{
    [Fact]
    public void Huffman_paths_are_prefix_free_and_as_short_as_the_counts_allow()
    {
        long[] counts = [5, 9, 12, 13, 16, 45];
        var tree = new HuffmanTree(counts);
        Assert.Equal([4, 4, 3, 3, 3, 1], Enumerable.Range(0, 6).Select(word => tree.Codes(word).Length));
        string[] codes = [.. Enumerable.Range(0, 6).Select(word => string.Concat(tree.Codes(word).ToArray().Select(bit => bit ? '1' : '0')))];
        foreach (string code in codes) Assert.Single(codes, other => other.StartsWith(code, StringComparison.Ordinal));
        Assert.Equal(5, tree.InnerNodeCount);
        Assert.All(Enumerable.Range(0, 6), word => Assert.Equal(4, tree.Nodes(word)[0]));
    }

    [Fact]
    public void Hierarchical_softmax_over_a_Huffman_tree_is_a_distribution()
    {
        var tree = new HuffmanTree([3, 1, 4, 1, 5]);
        using IDisposable random = RandomState.Use(new RandomState(3));
        Tensor x = Operators.Uniform([1, 6], -1, 1), weights = Operators.Uniform([tree.InnerNodeCount, 6], -1, 1);
        double sum = 0;
        for (long word = 0; word < 5; word++)
        {
            var (nodes, codes) = tree.Paths([word]);
            sum += Math.Exp(-x.HierarchicalSoftmax(weights, nodes, codes).ToScalar());
        }

        Assert.Equal(1, sum, 5);
    }

    [Fact]
    public void Vocabularies_number_by_count_and_give_the_text_back()
    {
        Vocabulary words = Vocabulary.OfWords("b a b c a b", 2, "<s>");
        Assert.Equal([Vocabulary.Unknown, "<s>", "b", "a"], Enumerable.Range(0, words.Count).Select(number => words[number]));
        Assert.Equal([2, 3, 2, 0, 3, 2], words.Encode("b a b c a b"));
        Vocabulary characters = Vocabulary.OfCharacters("héllo 😀");
        Assert.Equal("héllo 😀", characters.Decode(characters.Encode("héllo 😀")));
        Assert.Equal(7, characters.Encode("héllo 😀").Length);
    }

    [Fact]
    public void Adjacent_batches_continue_each_other()
    {
        long[] tokens = [.. Enumerable.Range(0, 21).Select(i => (long)i)];
        var batches = SequenceSampling.Adjacent(tokens, batch: 2, steps: 5).ToList();
        Assert.Equal(2, batches.Count);
        Assert.Equal([0, 10, 1, 11, 2, 12, 3, 13, 4, 14], batches[0].Inputs);
        Assert.Equal([5, 15, 6, 16, 7, 17, 8, 18, 9, 19], batches[1].Inputs);
        Assert.All(batches, batch => Assert.Equal(batch.Inputs.Select(token => token + 1), batch.Targets));
    }

    [Fact]
    public void Random_batches_hold_each_subsequence_once()
    {
        long[] tokens = [.. Enumerable.Range(0, 100).Select(i => (long)i)];
        var batches = SequenceSampling.Random(tokens, batch: 3, steps: 4, seed: 1).ToList();
        Assert.All(batches, batch => Assert.Equal(batch.Inputs.Select(token => token + 1), batch.Targets));
        long[] starts = [.. batches.SelectMany(batch => batch.Inputs[..3])];
        Assert.Equal(starts.Length, starts.Distinct().Count());
        Assert.True(starts.Length >= 21);
        Assert.Throws<ArgumentException>(() => SequenceSampling.Random(tokens, 10, 10, 1).ToList());
    }

    [Fact]
    public void N_gram_probabilities_sum_to_one_and_longer_contexts_help()
    {
        long[] text = [.. Enumerable.Range(0, 600).Select(i => (long)(i % 3 == 0 ? 0 : (i * i % 7) % 4))];
        var trigrams = new NGramModel(3, 5);
        var unigrams = new NGramModel(1, 5);
        trigrams.Train(text);
        unigrams.Train(text);
        foreach (long[] context in (long[][])[[], [0], [0, 1], [4, 4], [3, 2, 1]])
            Assert.Equal(1, Enumerable.Range(0, 5).Sum(token => trigrams.Probability(context, token)), 12);
        Assert.True(trigrams.Perplexity(text) < unigrams.Perplexity(text) - 0.5);
    }

    [Fact]
    public void N_grams_write_as_often_as_they_read()
    {
        long[] text = [.. Enumerable.Range(0, 4000).Select(at => (long)(at % 4 == 3 ? 2 : at % 2))];
        var model = new NGramModel(2, 3);
        model.Train(text);
        long[] written = model.Generate([0], 4000, 1, new Random(1));
        int behindZero = 0, ones = 0;
        for (int at = 0; at + 1 < written.Length; at++)
        {
            if (written[at] != 0) continue;
            behindZero++;
            ones += written[at + 1] == 1 ? 1 : 0;
        }

        Assert.InRange((double)ones / behindZero, 0.46, 0.54);
        Assert.Equal(model.Generate([0], 50, 1, new Random(2)), model.Generate([0], 50, 1, new Random(2)));
        Assert.Equal([0L], model.Generate([1], 1, 0, new Random(1)));
    }

    [Fact]
    public void N_grams_never_write_an_excluded_token()
    {
        // 0, 1 and 2 come as 4 : 1 : 1; without 0, the two others come alike.
        long[] text = [.. Enumerable.Range(0, 1000).SelectMany(_ => (long[])[0, 0, 0, 1, 0, 2])];
        var model = new NGramModel(1, 3);
        model.Train(text);
        long[] written = model.Generate([], 2000, 1, new Random(1), [0]);
        Assert.DoesNotContain(0L, written);
        Assert.InRange(written.Count(token => token == 1), 1000 - 90, 1000 + 90);
        Assert.DoesNotContain(2L, model.Generate([], 500, 1, new Random(1), [2]));
        Assert.Equal([1L], model.Generate([], 1, 0, new Random(1), [0]));
        Assert.Throws<ArgumentException>(() => model.Generate([], 1, 1, new Random(1), [0, 1, 2]));
    }

    [Fact]
    public void The_karate_club_has_its_published_size()
    {
        Assert.Equal(78, KarateClub.Friendships.Count);
        Assert.Equal(34, KarateClub.Clubs.Count);
        Assert.Equal(17, KarateClub.Clubs.Count(club => club == 0));
        var degrees = new int[KarateClub.Members];
        foreach (var (a, b) in KarateClub.Friendships) (degrees[a], degrees[b]) = (degrees[a] + 1, degrees[b] + 1);
        Assert.Equal((16, 17), (degrees[0], degrees[33]));
    }
}
