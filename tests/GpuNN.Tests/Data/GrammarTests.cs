using GpuNN.Data.Generated;
using GpuNN.Text;

namespace GpuNN.Tests.Data;

public sealed class GrammarTests
{
    [Fact]
    public void Equal_seeds_give_equal_sentences()
    {
        Assert.Equal(Grammar.Text(20, 3), Grammar.Text(20, 3));
        Assert.NotEqual(Grammar.Text(20, 3), Grammar.Text(20, 4));
    }

    [Fact]
    public void Subject_and_verb_agree_and_some_words_have_two_classes()
    {
        var classes = new Dictionary<string, HashSet<WordClass>>(StringComparer.Ordinal);
        foreach (GrammarSentence sentence in Grammar.Sentences(500, 1))
        {
            int verb = Array.IndexOf(sentence.Classes, WordClass.Verb), subject = Array.IndexOf(sentence.Classes, WordClass.Noun);
            Assert.Equal(IsPlural(sentence.Words[subject]), !sentence.Words[verb].EndsWith('s'));
            Assert.Equal(".", sentence.Words[^1]);
            for (int word = 0; word < sentence.Words.Length; word++)
            {
                if (!classes.TryGetValue(sentence.Words[word], out HashSet<WordClass>? found)) classes.Add(sentence.Words[word], found = []);
                found.Add(sentence.Classes[word]);
            }
        }

        Assert.Equal(8, classes.Count(entry => entry.Value.Count == 2));

        static bool IsPlural(string noun) => noun is "children" || noun.EndsWith('s');
    }

    [Fact]
    public void The_probability_of_a_sentence_is_that_of_its_choices()
    {
        double Expected(string words) => Grammar.Sentences(4000, 1).First(sentence => sentence.ToString() == words).LogProbability;
        double intransitive = Math.Log(0.5 * (1 / 4.0) * 0.65 * (1 / 12.0) * 0.6 * 0.5 * (1 / 5.0) * 0.5);
        string found = Grammar.Sentences(4000, 1).First(sentence => sentence.Words.Length == 4).ToString();
        Assert.Equal(intransitive, Expected(found), 10);
    }

    [Fact]
    public void Reversed_strings_are_reversed()
    {
        ReversedStrings strings = ReversedStrings.Create(50, 3, 2, 5, 1);
        for (int index = 0; index < strings.Count; index++)
        {
            Assert.Equal(strings.Sources[index].Reverse(), strings.Targets[index]);
            Assert.InRange(strings.Sources[index].Length, 2, 5);
            Assert.All(strings.Sources[index], letter => Assert.InRange(letter, SpecialTokens.Count, SpecialTokens.Count + 2));
        }

        Assert.Equal([2, 3, 4, 5], strings.Sources.Select(source => source.Length).Distinct().Order());
    }

    [Fact]
    public void Each_text_holds_its_phrases_and_their_words_equally_often()
    {
        var (texts, classes) = PlantedPhrases.HowMany(100, 18, 10, 3, 1);
        for (int text = 0; text < texts.Length; text++)
        {
            for (long word = 0; word < 3; word++) Assert.Equal(3, texts[text].Count(other => other == word));
            int occurrences = Enumerable.Range(0, 16).Count(at => texts[text].AsSpan(at, 3).SequenceEqual([0L, 1, 2]));
            Assert.Equal(classes[text], occurrences);
        }
    }
}
