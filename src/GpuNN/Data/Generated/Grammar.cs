namespace GpuNN.Data.Generated;

/// <summary>English sentences from a small stochastic grammar: text for language models, tags for taggers, and words whose
/// company tells their class. A subject and its verb agree in number across the phrase between them, which short
/// contexts cannot see, and every third noun has the form of a verb, which a word alone cannot tell.</summary>
public static class Grammar
{
    private static readonly string[] Adjectives = ["small", "old", "red", "quiet", "brave", "green", "tall", "young"];
    private static readonly string[] Adverbs = ["often", "slowly", "again", "today", "gladly", "alone"];
    private static readonly string[] Prepositions = ["near", "behind", "under", "beside", "above", "with"];

    /// <summary>For one, and for several.</summary>
    private static readonly string[][] Determiners = [["the", "this", "every", "one"], ["the", "these", "many", "some"]];

    private static readonly string[][] Nouns =
    [
        ["dog", "cat", "bird", "child", "teacher", "river", "house", "tree", "walk", "play", "dance", "watch"],
        ["dogs", "cats", "birds", "children", "teachers", "rivers", "houses", "trees", "walks", "plays", "dances", "watches"],
    ];

    private static readonly string[][] Intransitive =
        [["sleeps", "sings", "waits", "walks", "dances"], ["sleep", "sing", "wait", "walk", "dance"]];

    private static readonly string[][] Transitive =
        [["sees", "finds", "likes", "follows", "watches", "plays"], ["see", "find", "like", "follow", "watch", "play"]];

    /// <summary>Draws sentences.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal sentences.</param>
    public static GrammarSentence[] Sentences(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Derivation(random).Sentence())];
    }

    /// <summary>Sentences as one text, a line each.</summary>
    public static string Text(int count, int seed) =>
        string.Concat(Sentences(count, seed).Select(sentence => $"{sentence}\n"));

    private sealed class Derivation(Random random)
    {
        private readonly List<string> _words = [];
        private readonly List<WordClass> _classes = [];
        private double _logProbability;

        /// <summary>S → NP VP.</summary>
        public GrammarSentence Sentence()
        {
            int number = Number();
            NounPhrase(number, mayContinue: true);
            VerbPhrase(number);
            Say(WordClass.Stop, ".");
            return new([.. _words], [.. _classes], _logProbability);
        }

        /// <summary>NP → Determiner [Adjective] Noun [Preposition NP].</summary>
        private void NounPhrase(int number, bool mayContinue)
        {
            Say(WordClass.Determiner, Determiners[number]);
            if (Happens(0.35)) Say(WordClass.Adjective, Adjectives);
            Say(WordClass.Noun, Nouns[number]);
            if (!mayContinue || !Happens(0.4)) return;
            Say(WordClass.Preposition, Prepositions);
            NounPhrase(Number(), mayContinue: false);
        }

        /// <summary>VP → Verb NP | Verb [Adverb].</summary>
        private void VerbPhrase(int number)
        {
            if (Happens(0.5))
            {
                Say(WordClass.Verb, Transitive[number]);
                NounPhrase(Number(), mayContinue: true);
                return;
            }

            Say(WordClass.Verb, Intransitive[number]);
            if (Happens(0.5)) Say(WordClass.Adverb, Adverbs);
        }

        private int Number() => Happens(0.5) ? 1 : 0;

        private bool Happens(double probability)
        {
            bool happens = random.NextDouble() < probability;
            _logProbability += Math.Log(happens ? probability : 1 - probability);
            return happens;
        }

        private void Say(WordClass wordClass, params string[] choices)
        {
            _words.Add(choices[random.Next(choices.Length)]);
            _classes.Add(wordClass);
            _logProbability -= Math.Log(choices.Length);
        }
    }
}
